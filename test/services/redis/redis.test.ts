import { Token } from 'cdktf';
import { DataNamespace } from '../../../src/services/data-namespace';
import { Redis } from '../../../src/services/redis/redis';
import { RedisProps } from '../../../src/services/redis/redis-props';
import { FakeCluster, newStack, resources } from '../fake-cluster';

function make(props: Partial<RedisProps> = {}) {
  const stack = newStack();
  const cluster = props.cluster ?? new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const redis = new Redis(stack, 'Redis', { cluster, namespace, ...props });
  return { stack, redis };
}

describe('Redis', () => {
  test('is found by name, and tells what a network policy has to let through', () => {
    expect(make().redis.endpoint).toMatchObject({
      host: 'redis.docnow-data.svc.cluster.local',
      port: 6379,
      namespace: 'docnow-data',
      podLabels: { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' },
    });
  });

  test('lets in those alone who carry its badge in a namespace of DocNow', () => {
    const [policy] = resources(make().stack, 'kubernetes_network_policy_v1').filter(
      ({ metadata }) => metadata.name === 'redis',
    );
    expect(policy.spec.policy_types).toEqual(['Ingress', 'Egress']);
    expect(policy.spec.egress).toBeUndefined();
    expect(policy.spec.ingress).toEqual([
      {
        from: [
          {
            namespace_selector: { match_labels: { 'app.kubernetes.io/part-of': 'docnow' } },
            pod_selector: { match_labels: { 'docnow.io/redis-client': 'true' } },
          },
        ],
        ports: [{ port: '6379', protocol: 'TCP' }],
      },
    ]);
  });

  test('lets in KEDA of the namespace that was said, and tells so', () => {
    const { stack, redis } = make({ kedaNamespace: 'keda' });
    expect(redis.endpoint.kedaNamespace).toBe('keda');
    const policies = resources(stack, 'kubernetes_network_policy_v1');
    const { spec } = policies.find(({ metadata }) => metadata.name === 'redis');
    expect(spec.ingress.slice(1)).toEqual([
      {
        from: [
          {
            namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'keda' } },
            pod_selector: { match_labels: { app: 'keda-operator' } },
          },
        ],
        ports: [{ port: '6379', protocol: 'TCP' }],
      },
    ]);
  });

  test('keeps its data: a log on a volume that outlives it, and no more than fits', () => {
    const [{ spec }] = resources(make({ memoryMiB: 1024 }).stack, 'kubernetes_stateful_set_v1');
    const { args } = spec.template.spec.container[0];
    expect(args.join(' ')).toContain('--appendonly yes');
    expect(args.join(' ')).toContain('--maxmemory 512mb --maxmemory-policy noeviction');
    expect(spec.persistent_volume_claim_retention_policy).toEqual([{ when_deleted: 'Retain', when_scaled: 'Retain' }]);
  });

  test('comes after the policies that guard it', () => {
    const [{ depends_on: after }] = resources(make().stack, 'kubernetes_stateful_set_v1');
    expect(after).toHaveLength(3);
    expect(after.every((one: string) => one.startsWith('kubernetes_network_policy_v1.'))).toBe(true);
  });

  test.each<[Partial<RedisProps>, string]>([
    [{ image: 'redis' }, "services/Redis: image is 'redis', which has no tag, so that it means latest"],
    [{ image: 'redis:latest' }, 'which changes under a running system'],
    [{ storageGiB: 0 }, 'storageGiB is 0, less than the 1 GiB needed. Use a whole number of GiB from 1 to 16384.'],
    [{ storageGiB: 1.5 }, 'storageGiB is 1.5, which is not a whole number of GiB'],
    [{ storageGiB: 20_000 }, 'more than the 16384 GiB possible'],
    [{ memoryMiB: 32 }, 'memoryMiB is 32, less than the 64 MiB needed'],
    [{ user: 0 }, 'user is 0, which is no number of a user or group that pods may run as'],
    [{ kedaNamespace: 'KEDA' }, "kedaNamespace is 'KEDA', which is not the name of an object in Kubernetes"],
    [{ name: 'Redis' }, "name is 'Redis', which cannot be part of names in Kubernetes"],
    [{ memoryMiB: Token.asNumber({ resolve: () => 1 }) }, 'which is known to Terraform alone'],
  ])('refuses %j', (props, words) => expect(() => make(props)).toThrow(words));

  test('wants a class to be named where no volume is made without', () => {
    const cluster = () => new FakeCluster(undefined, []);
    expect(() => make({ cluster: cluster() })).toThrow(
      'services/Redis: cluster.capabilities is [], without BLOCK_VOLUMES, nothing makes a volume for a claim that ' +
        'names no class. Name a StorageClass that the cluster has by storageClassName',
    );
    expect(() => make({ cluster: cluster(), storageClassName: 'standard' })).not.toThrow();
  });

  test.each(['docnow-*', '*'])('refuses a cluster that has no nodes for %s', (pattern) => {
    const cluster = Object.assign(new FakeCluster(), { nodelessNamespaces: [pattern] });
    expect(() => make({ cluster, storageClassName: 'docnow-gp3' })).toThrow(
      `services/Redis: namespace is 'docnow-data', whose pods run without nodes (${pattern}) and cannot mount its volumes. Run what`,
    );
  });
});
