import { quorum } from './elasticsearch-sizing';
import { ElasticsearchVersion } from './elasticsearch-version';

/** Internal: what the settings are computed from. */
export interface ElasticsearchSettings {
  readonly version: ElasticsearchVersion;
  readonly name: string;
  readonly nodes: number;
  /** The Service whose name in DNS lists all nodes, ready or not. */
  readonly discoveryService: string;
  readonly bootstrap: boolean;
}

/**
 * Elasticsearch's settings, which Elastic's images take as environment variables.
 *
 * - Before 7.0 each node must be told how many have to agree (`minimum_master_nodes`). Since then the nodes keep the
 *   quorum themselves, and only a new cluster must be told who founds it (`initial_master_nodes`, Elasticsearch's
 *   reference, "Bootstrapping a cluster"). That is the first node alone, so that nodes added later can never found a
 *   second cluster, and that adding them restarts no other.
 * - Memory-mapping needs a setting of the kernel (`vm.max_map_count`) that a pod without privileges cannot make.
 *   6.5 brought the switch (pull request 32421 in its repository), 6.7 renamed it (37070, 37095).
 * - The quorum of a single node is one: nothing differs, so that it can grow in place.
 */
export function elasticsearchSettings(given: ElasticsearchSettings): { [setting: string]: string } {
  const { version, name, nodes, discoveryService, bootstrap } = given;
  return {
    'cluster.name': name,
    'network.host': '0.0.0.0',
    ...(version.since(7, 0)
      ? {
          'discovery.seed_hosts': discoveryService,
          ...(bootstrap ? { 'cluster.initial_master_nodes': `${name}-0` } : {}),
        }
      : {
          'discovery.zen.ping.unicast.hosts': discoveryService,
          'discovery.zen.minimum_master_nodes': String(quorum(nodes)),
        }),
    ...(version.since(6, 7)
      ? { 'node.store.allow_mmap': 'false' }
      : version.since(6, 5)
        ? { 'node.store.allow_mmapfs': 'false' }
        : {}),
    // DocNow speaks HTTP and gives no password; from 8.0 on both would be asked of it. The network policy is the guard.
    ...(version.since(7, 11) ? { 'xpack.security.enabled': 'false' } : {}),
  };
}
