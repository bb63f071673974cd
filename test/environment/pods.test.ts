import { Testing } from 'cdktf';
import { environmentStack } from './world';
import { Architecture, DocNowEnvironmentProps, PodPolicy, PodVolume, Release } from '../../src';

const proxy = { name: 'proxy', image: 'registry.example.org/proxy:3' };

/** The pods of each program. */
function podsOf(changes: Partial<DocNowEnvironmentProps>): Record<string, any> {
  const { resource } = JSON.parse(Testing.synth(environmentStack(changes)));
  const deployments = Object.values<any>(resource.kubernetes_deployment_v1);
  return Object.fromEntries(deployments.map(({ metadata, spec }) => [metadata.name, { ...spec.template, spec }]));
}
const specOf = (pod: any) => pod.spec.template.spec;

test('what is so of all pods is so of each, and a program has its own on top', () => {
  const toleration = { key: 'team', value: 'docnow', effect: 'NoSchedule' };
  const pods: PodPolicy = {
    labels: { team: 'docnow' },
    annotations: { 'example.org/scrape': 'true' },
    nodeSelector: { disk: 'fast' },
    tolerations: [toleration],
    priorityClassName: 'usual',
    runtimeClassName: 'gvisor',
    user: 4711,
    group: 4712,
  };
  const own = { labels: { tier: 'front' }, priorityClassName: 'first', tolerations: [{ ...toleration, key: 'front' }] };
  const release = Release.elasticsearchGeneration({ image: 'docnow/docnow:1', architectures: [Architecture.ARM64] });
  const all = podsOf({ pods, web: { pod: own }, release });
  expect(Object.keys(all).sort()).toEqual(['stream-loader', 'url-fetcher', 'web']);
  for (const pod of Object.values(all)) {
    expect(pod.metadata.labels).toMatchObject({ team: 'docnow', 'app.kubernetes.io/instance': 'blue' });
    expect(pod.metadata.annotations).toMatchObject({
      'example.org/scrape': 'true',
      'docnow.io/configuration': expect.any(String),
    });
    expect(specOf(pod)).toMatchObject({
      node_selector: { disk: 'fast', 'kubernetes.io/arch': 'arm64' },
      runtime_class_name: 'gvisor',
      security_context: { run_as_non_root: true, run_as_user: '4711', run_as_group: '4712', fs_group: '4712' },
    });
    expect(specOf(pod).toleration[0]).toEqual(toleration);
  }
  expect(all.web.metadata.labels.tier).toBe('front');
  expect(specOf(all.web).priority_class_name).toBe('first');
  expect(specOf(all.web).toleration).toHaveLength(2);
  expect(all['url-fetcher'].metadata.labels).not.toHaveProperty('tier');
  expect(specOf(all['url-fetcher']).priority_class_name).toBe('usual');
});

test('without a policy pods are as they were: no selector, no toleration, no group', () => {
  for (const pod of Object.values(podsOf({}))) {
    const { node_selector: selector, toleration, security_context: context } = specOf(pod);
    expect([selector, toleration ?? [], context.run_as_group, context.fs_group]).toEqual([
      undefined,
      [],
      undefined,
      '1000',
    ]);
  }
});

test('a sidecar is as restricted as the program, and both have the volumes that were added', () => {
  const volumes = [
    PodVolume.secret('proxy-key', '/etc/key'),
    PodVolume.configMap('proxy', '/etc/proxy'),
    PodVolume.claim('cache', '/cache'),
    PodVolume.emptyDir('/scratch', '1Gi'),
  ];
  const sidecar = {
    ...proxy,
    command: ['/proxy'],
    args: ['--fast'],
    port: 9000,
    environmentFromSecrets: ['proxy-tokens'],
    preStop: ['sleep', '40'],
  };
  const all = podsOf({ web: { pod: { volumes, sidecars: [sidecar] } } });
  const { container, volume } = specOf(all.web);
  const [web, beside] = container;
  expect(beside).toMatchObject({
    name: 'proxy',
    image: proxy.image,
    command: ['/proxy'],
    args: ['--fast'],
    port: [{ container_port: 9000, protocol: 'TCP' }],
    env_from: [{ secret_ref: { name: 'proxy-tokens' } }],
    lifecycle: { pre_stop: [{ exec: { command: ['sleep', '40'] } }] },
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
  expect(beside.security_context).toEqual(web.security_context);
  const paths = ['/etc/key', '/etc/proxy', '/cache', '/scratch'];
  const mounted = (one: any) => one.volume_mount.map(({ mount_path: path }: any) => path);
  expect(mounted(beside)).toEqual(['/tmp', ...paths]);
  expect(mounted(web).slice(-4)).toEqual(paths);
  const readOnly = web.volume_mount.slice(-4).map((mount: any) => mount.read_only ?? false);
  expect(readOnly).toEqual([true, true, false, false]);
  expect(volume.slice(-4)).toEqual([
    { name: 'added-0', secret: { secret_name: 'proxy-key', default_mode: '0440' } },
    { name: 'added-1', config_map: { name: 'proxy' } },
    { name: 'added-2', persistent_volume_claim: { claim_name: 'cache' } },
    { name: 'added-3', empty_dir: { size_limit: '1Gi' } },
  ]);
  expect(specOf(all['url-fetcher']).container).toHaveLength(1);
});

test('variables from elsewhere come before those of the environment, which win', () => {
  const pods = { environmentFromSecrets: ['mail'], environmentFromConfigMaps: ['flags'] };
  for (const pod of Object.values(podsOf({ pods }))) {
    expect(specOf(pod).container[0].env_from).toEqual([
      { secret_ref: { name: 'mail' } },
      { config_map_ref: { name: 'flags' } },
      { config_map_ref: { name: expect.stringContaining('kubernetes_config_map_v1') } },
    ]);
  }
});

const NAME = 'which is not the name of an object in Kubernetes. Use the name of one that is there';
test.each<[string, Partial<DocNowEnvironmentProps>, string]>([
  [
    'a label by which pods are found',
    { pods: { labels: { 'app.kubernetes.io/name': 'other' } } },
    "blue/Blue: pods.labels is 'app.kubernetes.io/name', by which the environment finds its pods. Use a name of your own.",
  ],
  [
    "a store's badge as an annotation",
    { web: { pod: { annotations: { 'docnow.io/redis-client': 'true' } } } },
    "blue/Blue: web.pod.annotations is 'docnow.io/redis-client', by which",
  ],
  [
    'root',
    { workers: { 'url-fetcher': { pod: { user: 0 } } } },
    'blue/Blue: workers.url-fetcher.pod.user is 0, which is no number of a user or group that pods may run as.',
  ],
  ["root's group", { pods: { group: 0 } }, 'blue/Blue: pods.group is 0, which is no number of a user or group'],
  [
    'a priority without a name',
    { pods: { priorityClassName: '' } },
    `blue/Blue: pods.priorityClassName is '', ${NAME}`,
  ],
  [
    'a runtime with capitals',
    { pods: { runtimeClassName: 'GV' } },
    `blue/Blue: pods.runtimeClassName is 'GV', ${NAME}`,
  ],
  [
    'a Secret with blanks',
    { pods: { environmentFromSecrets: ['my secret'] } },
    `blue/Blue: pods.environmentFromSecrets is 'my secret', ${NAME}`,
  ],
  [
    "a sidecar's ConfigMap with blanks",
    { pods: { sidecars: [{ ...proxy, environmentFromConfigMaps: ['my map'] }] } },
    `blue/Blue: pods.sidecars.proxy.environmentFromConfigMaps is 'my map', ${NAME}`,
  ],
  [
    'a sidecar that no container could be',
    { pods: { sidecars: [{ ...proxy, name: 'Proxy' }] } },
    "blue/Blue: pods.sidecars.name is 'Proxy', which cannot be the name of a container. " +
      'Use 1 to 63 lower case letters, digits and hyphens, no hyphen at the ends.',
  ],
  [
    'a sidecar of any version',
    { pods: { sidecars: [{ ...proxy, image: 'proxy' }] } },
    "blue/Blue: pods.sidecars.proxy.image is 'proxy', which has no tag, so that it means latest.",
  ],
  [
    "a sidecar on root's port",
    { pods: { sidecars: [{ ...proxy, port: 80 }] } },
    'blue/Blue: pods.sidecars.proxy.port is 80, which is no port of it. Use a whole number, from 1025 to 65535.',
  ],
  [
    "a sidecar by a program's name",
    { pods: { sidecars: [{ ...proxy, name: 'url-fetcher' }] } },
    "blue/Blue: pods.sidecars.name is 'url-fetcher', the name of another container of the pod. Give it a name of its own.",
  ],
  [
    'the same sidecar for all and for one',
    { pods: { sidecars: [proxy] }, web: { pod: { sidecars: [proxy] } } },
    "blue/Blue: web.pod.sidecars.name is 'proxy', the name of another container of the pod.",
  ],
  [
    'a volume at no path',
    { pods: { volumes: [PodVolume.emptyDir('scratch/', '1Gi')] } },
    "blue/Blue: pods.volumes.mountPath is 'scratch/', which is no folder of a container. " +
      'Begin it with a slash and end it without one, such as /etc/proxy.',
  ],
  [
    'a volume over the files that all share',
    { pods: { volumes: [PodVolume.emptyDir('/code/userData', '1Gi')] } },
    "blue/Blue: pods.volumes.mountPath is '/code/userData', where another volume of the pod is. Give it a folder of its own.",
  ],
  [
    'a volume of nothing',
    { pods: { volumes: [PodVolume.claim('', '/cache')] } },
    `blue/Blue: pods.volumes is '', ${NAME}`,
  ],
  [
    'two loaders',
    { workers: { 'stream-loader': { replicas: 2 } } },
    'blue/Blue: workers.stream-loader.replicas is 2, but it is an exclusive worker: two of it would do everything twice. ' +
      'Leave it out; whether it runs is said by the variable workers.',
  ],
  [
    'a worker that never runs',
    { workers: { 'url-fetcher': { replicas: 0 } } },
    'blue/Blue: workers.url-fetcher.replicas is 0, with which it would never run. Use a whole number, 1 or more.',
  ],
])('refuses %s', (_, changes, words) => expect(() => environmentStack(changes)).toThrow(words));
