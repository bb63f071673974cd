import { FakeCluster, newStack, resources } from './fake-cluster';
import { Architecture } from '../../src/platform/architecture';
import { NodePlacement } from '../../src/platform/kubernetes-cluster';
import { DataNamespace } from '../../src/services/data-namespace';
import { Elasticsearch } from '../../src/services/elasticsearch';
import { ElasticsearchProps } from '../../src/services/elasticsearch-props';

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
    const six = settings({ nodes: 5, version: '6.8.23' });
    expect(six['discovery.zen.minimum_master_nodes']).toBe('3');
    expect(six['discovery.zen.ping.unicast.hosts']).toBe('elasticsearch-nodes');
    expect(Object.keys(six).filter((name) => /initial_master|seed_hosts|xpack/.test(name))).toEqual([]);
  });

  test('since 7.0 the first node alone founds the cluster, and more nodes change no pod', () => {
    const seven = settings({ nodes: 3, version: '7.10.2' });
    expect(seven['cluster.initial_master_nodes']).toBe('elasticsearch-0');
    expect(Object.keys(seven).filter((name) => name.includes('zen'))).toEqual([]);
    expect(pod({ nodes: 5, version: '7.10.2' })).toEqual(pod({ nodes: 1, version: '7.10.2' }));
    expect(settings({ version: '7.10.2', bootstrap: false })).not.toHaveProperty(['cluster.initial_master_nodes']);
  });

  test.each([
    ['6.4.3', undefined, undefined],
    ['6.5.0', 'false', undefined],
    ['6.7.0', undefined, 'false'],
    ['8.19.0', undefined, 'false'],
  ])('%s is told to do without memory-mapping by the name it knows', (version, mmapfs, mmap) => {
    const told = settings({ version });
    expect([told['node.store.allow_mmapfs'], told['node.store.allow_mmap']]).toEqual([mmapfs, mmap]);
  });

  test.each([
    ['6.8.23', 'docker.elastic.co/elasticsearch/elasticsearch-oss:6.8.23'],
    ['7.10.2', 'docker.elastic.co/elasticsearch/elasticsearch-oss:7.10.2'],
    ['7.17.28', 'docker.elastic.co/elasticsearch/elasticsearch:7.17.28'],
  ])('%s comes from %s', (version, image) => expect(pod({ version }).container[0].image).toBe(image));

  test('half of the memory is heap', () => {
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
    [{ version: '5.5.2' }, "version is '5.5.2', which knows neither the settings nor the health checks used here"],
    [{ version: '6.8' }, "version is '6.8', which is not a version of Elasticsearch. Use a version from 6.2.0 on"],
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
