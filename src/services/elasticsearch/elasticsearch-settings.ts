import { ElasticsearchVersion } from './elasticsearch-version';

/** Internal: what the settings are computed from. */
export interface ElasticsearchSettings {
  readonly version: ElasticsearchVersion;
  readonly name: string;
  /** The Service whose name in DNS lists all nodes, ready or not. */
  readonly discoveryService: string;
  readonly bootstrap: boolean;
}

/**
 * Elasticsearch's settings, which Elastic's images take as environment variables. None depends on the number of nodes,
 * so that a change of it restarts no pod.
 *
 * - Before 7.0 each node must be told how many have to agree (`minimum_master_nodes`): see `ElasticsearchFiles`. Since
 *   then the nodes keep the quorum themselves, and only a new cluster must be told who founds it
 *   (`initial_master_nodes`, Elasticsearch's reference, "Bootstrapping a cluster"). That is the first node alone, so that
 *   nodes added later can never found a second cluster.
 * - Memory-mapping needs a setting of the kernel (`vm.max_map_count`) that a pod without privileges cannot make.
 *   6.5 brought the switch (pull request 32421 in its repository), 6.7 renamed it (37070, 37095). Before, Elasticsearch
 *   refuses to start without the kernel's setting, whatever kind of files it is told to use.
 * - DocNow gives no password, which X-Pack would ask for: in 5.x always, from 8.0 on by default. The rest of 5.x's X-Pack
 *   writes indices of its own and stops after a trial of 30 days.
 */
export function elasticsearchSettings(given: ElasticsearchSettings): { [setting: string]: string } {
  const { version, name, discoveryService, bootstrap } = given;
  return {
    'cluster.name': name,
    'network.host': '0.0.0.0',
    ...(version.since(7, 0)
      ? {
          'discovery.seed_hosts': discoveryService,
          ...(bootstrap ? { 'cluster.initial_master_nodes': `${name}-0` } : {}),
        }
      : { 'discovery.zen.ping.unicast.hosts': discoveryService }),
    ...(version.since(6, 7)
      ? { 'node.store.allow_mmap': 'false' }
      : version.since(6, 5)
        ? { 'node.store.allow_mmapfs': 'false' }
        : {}),
    ...(version.hasXPack ? { 'xpack.security.enabled': 'false' } : {}),
    ...(version.since(6, 0)
      ? {}
      : Object.fromEntries(['graph', 'ml', 'monitoring', 'watcher'].map((part) => [`xpack.${part}.enabled`, 'false']))),
  };
}
