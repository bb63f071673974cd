import {
  DataNamespace,
  Elasticsearch,
  ElasticsearchSnapshots,
  ElasticsearchSnapshotsProps,
  SharedVolume,
} from '../../../src';
import { FakeCluster, newStack, resources } from '../fake-cluster';

function make(props?: ElasticsearchSnapshotsProps) {
  const stack = newStack();
  const cluster = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const volume = SharedVolume.nfs({ server: 'nfs.example.org', path: '/snapshots', name: 'snapshots' });
  const snapshots = props && ElasticsearchSnapshots.toSharedVolume(volume, props);
  new Elasticsearch(stack, 'Elasticsearch', { cluster, namespace, snapshots });
  return stack;
}

describe('ElasticsearchSnapshots', () => {
  test('without them, there is no job, no script and no volume', () => {
    const stack = make();
    expect(resources(stack, 'kubernetes_cron_job_v1')).toEqual([]);
    const [files] = resources(stack, 'kubernetes_config_map_v1');
    expect(Object.keys(files.data)).toEqual(['quorum', 'ready', 'resize']);
    const [pods] = resources(stack, 'kubernetes_stateful_set_v1');
    expect(JSON.stringify(pods)).not.toContain('snapshots');
  });

  test('all nodes write to one volume, and may', () => {
    const [{ spec }] = resources(make({}), 'kubernetes_stateful_set_v1');
    const { container, volume } = spec.template.spec;
    expect(container[0].env).toContainEqual({ name: 'path.repo', value: '/snapshots' });
    expect(container[0].volume_mount).toContainEqual({ name: 'snapshots', mount_path: '/snapshots' });
    const { persistent_volume_claim: claim } = volume.find(({ name }: { name: string }) => name === 'snapshots');
    expect(claim.claim_name).toContain('kubernetes_persistent_volume_claim_v1');
  });

  test('the job comes every night, one at a time, and reaches Elasticsearch alone', () => {
    const stack = make({});
    const [{ spec }] = resources(stack, 'kubernetes_cron_job_v1');
    expect([spec.schedule, spec.timezone, spec.concurrency_policy]).toEqual(['43 2 * * *', 'Etc/UTC', 'Forbid']);
    const { template } = spec.job_template.spec;
    const [container] = template.spec.container;
    expect(container.env).toEqual([
      { name: 'ELASTICSEARCH_URL', value: 'http://elasticsearch:9200' },
      { name: 'KEEP', value: '14' },
    ]);
    expect(container.security_context.read_only_root_filesystem).toBe(true);
    expect(template.metadata.labels['docnow.io/elasticsearch-client']).toBe('true');
    const policy = resources(stack, 'kubernetes_network_policy_v1').find(
      ({ metadata }) => metadata.name === 'elasticsearch-snapshot',
    );
    expect(policy.spec.ingress).toBeUndefined();
    const target = { 'app.kubernetes.io/name': 'elasticsearch', 'app.kubernetes.io/instance': 'elasticsearch' };
    expect(policy.spec.egress).toEqual([
      { to: [{ pod_selector: { match_labels: target } }], ports: [{ port: '9200', protocol: 'TCP' }] },
    ]);
  });

  test.each<[ElasticsearchSnapshotsProps, string]>([
    [
      { schedule: 'nightly' },
      "snapshots.schedule is 'nightly', which is not a time in the five fields of cron. Use minute",
    ],
    [{ keep: 0 }, 'snapshots.keep is 0, less than the 1 snapshots needed'],
  ])('refuses %j', (props, words) => expect(() => make(props)).toThrow(words));
});
