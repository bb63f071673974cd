import { Testing } from 'cdktf';
import { Architecture } from '../../../src/platform/architecture';
import { ClusterCapability } from '../../../src/platform/cluster-capability';
import { NodePlacement } from '../../../src/platform/kubernetes-cluster';
import { DataNamespace } from '../../../src/services/data-namespace';
import { Elasticsearch } from '../../../src/services/elasticsearch/elasticsearch';
import { ElasticsearchProps } from '../../../src/services/elasticsearch/elasticsearch-props';
import { FakeCluster, newStack, resources } from '../fake-cluster';

const placement = {
  nodeSelector: { 'docnow.io/nodes': 'elasticsearch' },
  tolerations: [{ key: 'docnow.io/nodes', value: 'elasticsearch', effect: 'NoSchedule' }],
};

function make(props: Partial<ElasticsearchProps> = {}, nodes: NodePlacement = placement) {
  const stack = newStack();
  const cluster = new FakeCluster(nodes);
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const elasticsearch = new Elasticsearch(stack, 'Elasticsearch', { cluster, namespace, ...props });
  return { stack, elasticsearch };
}

function pod(props: Partial<ElasticsearchProps> = {}) {
  return resources(make(props).stack, 'kubernetes_stateful_set_v1')[0].spec.template.spec;
}

function settings(props: Partial<ElasticsearchProps>): Record<string, string> {
  const env: { name: string; value: string }[] = pod(props).container[0].env;
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

describe('Elasticsearch', () => {
  test('before 7.0 every node knows how many have to agree', () => {
    const { stack } = make({ nodes: 5, version: '6.8.23' });
    expect(resources(stack, 'kubernetes_config_map_v1')[0].data.quorum).toBe('3');
    const six = settings({ nodes: 5, version: '6.8.23' });
    const told = pod({ version: '6.8.23' }).container[0].env.find(({ name }: { name: string }) =>
      name.includes('minimum_master'),
    );
    expect(told.value_from.config_map_key_ref.key).toBe('quorum');
    expect(six['discovery.zen.ping.unicast.hosts']).toBe('elasticsearch-nodes');
    expect(Object.keys(six).filter((name) => /initial_master|seed_hosts|xpack/.test(name))).toEqual([]);
  });

  test('the number of nodes changes no pod', () => {
    for (const version of ['5.5.2', '6.4.3', '8.19.0']) {
      expect(pod({ nodes: 5, version })).toEqual(pod({ nodes: 1, version }));
    }
  });

  test('since 7.0 the first node alone founds the cluster', () => {
    const seven = settings({ nodes: 3, version: '7.10.2' });
    expect(seven['cluster.initial_master_nodes']).toBe('elasticsearch-0');
    expect(Object.keys(seven).filter((name) => name.includes('zen'))).toEqual([]);
    const { stack } = make({ version: '7.10.2' });
    expect(resources(stack, 'kubernetes_config_map_v1')[0].data).not.toHaveProperty('quorum');
    expect(settings({ version: '7.10.2', bootstrap: false })).not.toHaveProperty(['cluster.initial_master_nodes']);
  });

  test.each([
    ['5.5.2', undefined, undefined],
    ['6.4.3', undefined, undefined],
    ['6.5.0', 'false', undefined],
    ['6.7.0', undefined, 'false'],
    ['8.19.0', undefined, 'false'],
  ])('%s is told to do without memory-mapping by the name it knows', (version, mmapfs, mmap) => {
    const told = settings({ version });
    expect([told['node.store.allow_mmapfs'], told['node.store.allow_mmap']]).toEqual([mmapfs, mmap]);
  });

  test.each([
    ['5.5.2', 'docker.elastic.co/elasticsearch/elasticsearch:5.5.2'],
    ['6.8.23', 'docker.elastic.co/elasticsearch/elasticsearch-oss:6.8.23'],
    ['7.10.2', 'docker.elastic.co/elasticsearch/elasticsearch-oss:7.10.2'],
    ['7.17.28', 'docker.elastic.co/elasticsearch/elasticsearch:7.17.28'],
  ])('%s comes from %s', (version, image) => expect(pod({ version }).container[0].image).toBe(image));

  test('what X-Pack would ask of DocNow is off wherever it is in the image', () => {
    const xpack = (version: string) =>
      Object.entries(settings({ version })).filter(([name]) => name.startsWith('xpack.'));
    expect(xpack('6.8.23')).toEqual([]);
    expect(xpack('7.17.28')).toEqual([['xpack.security.enabled', 'false']]);
    expect(xpack('5.5.2').map(([name]) => name)).toEqual(
      ['security', 'graph', 'ml', 'monitoring', 'watcher'].map((part) => `xpack.${part}.enabled`),
    );
  });

  test('before 6.5 it runs only where the kernel lets it map its files', () => {
    const bare = (version: string, capabilities: ClusterCapability[]) => {
      const stack = newStack();
      const cluster = new FakeCluster(undefined, [ClusterCapability.BLOCK_VOLUMES, ...capabilities]);
      const namespace = new DataNamespace(stack, 'Data', { cluster });
      return () => new Elasticsearch(stack, 'Elasticsearch', { cluster, namespace, version });
    };
    expect(bare('6.4.3', [])).toThrow(
      'services/Elasticsearch: cluster.capabilities is ["BLOCK_VOLUMES"], without MEMORY_MAPS, Elasticsearch 6.4.3 does ' +
        'not start: only from 6.5 on can it be told to do without. Take a version from 6.5 on, or nodes whose',
    );
    expect(bare('6.4.3', [ClusterCapability.MEMORY_MAPS])).not.toThrow();
    expect(bare('6.5.0', [])).not.toThrow();
    expect(() => make({ version: '6.4.3' })).not.toThrow();
  });

  test('two nodes are allowed, with a warning about their quorum', () => {
    const warnings = (nodes: number) => make({ nodes }).elasticsearch.node.metadata.map(({ data }) => String(data));
    expect(warnings(2)).toEqual([
      'nodes is 2: both have to agree, so the loss of either stops Elasticsearch. It keeps two copies of the data, and ' +
        'no more. Use 3 to survive the loss of one.',
    ]);
    expect(warnings(3)).toEqual([]);
  });

  test('nodes go only when they were drained', () => {
    const { stack } = make({ nodes: 1, name: 'docnow-search' });
    const [, drained] = resources(stack, 'kubernetes_stateful_set_v1')[0].lifecycle.precondition;
    expect(drained.condition).toMatch(/ <= 1 \|\| var\.docnow_search_drained_to == 1\}$/);
    expect(drained.error_message).toContain(
      'run, and what goes may hold the only copy of a shard. Let it move first: kubectl -n docnow-data exec ' +
        'docnow-search-0 -c elasticsearch -- bash /docnow/resize 1\nThen apply with -var docnow_search_drained_to=1',
    );
    expect(JSON.parse(Testing.synth(stack)).variable.docnow_search_drained_to.default).toBe(0);
  });

  test('half of the memory is heap, or less when less is asked for', () => {
    expect(settings({ memoryMiB: 4096, heapMiB: 512 }).ES_JAVA_OPTS).toBe('-Xms512m -Xmx512m');
    expect(settings({ memoryMiB: 4096 }).ES_JAVA_OPTS).toBe('-Xms2048m -Xmx2048m');
    expect(pod({ memoryMiB: 4096 }).container[0].resources.limits).toMatchObject({ memory: '4Gi' });
  });

  test('goes where the cluster says, one node a machine, and no container has privileges', () => {
    const spec = pod();
    expect(spec.node_selector).toEqual(placement.nodeSelector);
    expect(spec.toleration).toEqual(placement.tolerations);
    expect(spec.topology_spread_constraint[0]).toMatchObject({
      topology_key: 'kubernetes.io/hostname',
      when_unsatisfiable: 'DoNotSchedule',
    });
    for (const { security_context: security } of [...spec.container, ...spec.init_container]) {
      expect(security).toMatchObject({ privileged: false, run_as_non_root: true, read_only_root_filesystem: true });
    }
  });

  test('clients reach its requests alone, its nodes each other', () => {
    const [policy] = resources(make().stack, 'kubernetes_network_policy_v1').filter(
      ({ metadata }) => metadata.name === 'elasticsearch',
    );
    const [clients, peers] = policy.spec.ingress;
    expect(clients.ports).toEqual([{ port: '9200', protocol: 'TCP' }]);
    expect(clients.from[0].pod_selector.match_labels).toEqual({ 'docnow.io/elasticsearch-client': 'true' });
    expect(peers.ports).toEqual([{ port: '9300', protocol: 'TCP' }]);
    expect(policy.spec.egress).toEqual([{ to: peers.from, ports: peers.ports }]);
    expect(make().elasticsearch.endpoint.host).toBe('elasticsearch.docnow-data.svc.cluster.local');
  });

  test.each<[Partial<ElasticsearchProps>, string]>([
    [{ nodes: 0 }, 'services/Elasticsearch: nodes is 0, which leaves no node to keep the data. Use 1, 2, 3, 5 or'],
    [{ nodes: 4 }, 'nodes is 4, which survives the loss of 1, no more than 3 do: more than half must remain'],
    [{ version: '5.4.3' }, "version is '5.4.3', which is older than any that DocNow was made for. Use a version from"],
    [{ version: '6.8' }, "version is '6.8', which is not a version of Elasticsearch. Use a version from 5.5.0 on"],
    [{ heapMiB: 1025 }, 'heapMiB is 1025, more than half of memoryMiB, 2048: searches live on the other half'],
    [
      { heapMiB: 31 * 1024 + 1, memoryMiB: 128 * 1024 },
      "more than the 31744 MiB (31 GiB) above which Java's pointers double and the heap holds less. Use at most 31744",
    ],
    [{ heapMiB: 100 }, 'heapMiB is 100, less than the 256 MiB needed'],
    [{ image: 'elasticsearch' }, 'which has no tag, so that it means latest'],
    [{ memoryMiB: 512 }, 'memoryMiB is 512, less than the 1024 MiB needed'],
    [{ storageGiB: -1 }, 'storageGiB is -1, less than the 1 GiB needed'],
  ])('refuses %j', (props, words) => expect(() => make(props)).toThrow(words));

  test("refuses nodes of ARM before Elastic's image runs there, unless the image is another", () => {
    const arm = { ...placement, architectures: [Architecture.ARM64] };
    expect(() => make({ version: '7.7.1' }, arm)).toThrow(
      "version is '7.7.1', and its nodes are arm64, for which Elastic made no image of that version. Give nodes of x86",
    );
    expect(() => make({ version: '7.8.0' }, arm)).not.toThrow();
    expect(() => make({ version: '7.7.1', image: 'registry.example.org/elasticsearch:7.7.1' }, arm)).not.toThrow();
  });
});
