import { Testing } from 'cdktf';
import { environmentStack, goodProps, store } from './world';
import { CustomReleaseProps, DocNowEnvironmentProps, Release, ServiceEndpoint, WorkerProps } from '../../src';

function synth(changes: Partial<DocNowEnvironmentProps> = {}) {
  const { variable, data, resource, locals, output } = JSON.parse(Testing.synth(environmentStack(changes)));
  const deployments = Object.values<any>(resource.kubernetes_deployment_v1);
  const worker = (name: string) => deployments.find(({ metadata }) => metadata.name === name);
  const [namespace] = Object.values<any>(resource.kubernetes_namespace_v1);
  return {
    variable,
    data,
    locals,
    namespace,
    worker,
    output,
    releases: Object.values<any>(resource.helm_release ?? {}),
  };
}

test('whoever applies says whether the workers run; there is no default', () => {
  const { variable, worker } = synth();
  expect(variable.workers).not.toHaveProperty('default');
  expect(variable.workers.validation[0].condition).toBe('${contains(["active", "standby", "draining"], var.workers)}');
  for (const component of ['stream-loader', 'url-fetcher']) {
    const { spec } = worker(component);
    expect(spec.strategy).toEqual({ type: 'Recreate' });
    expect(spec.template.spec.container[0].command).toEqual(['node', `dist/commands/${component}`]);
  }
});

test('while it drains, what may run in several colours goes on', () => {
  const { worker } = synth({ workers: { 'url-fetcher': { replicas: 3 } } });
  expect(worker('stream-loader').spec.replicas).toBe('${contains(["active"], var.workers) ? "1" : "0"}');
  expect(worker('url-fetcher').spec.replicas).toBe('${contains(["active","draining"], var.workers) ? "3" : "0"}');
});

test('an exclusive worker is refused while another colour has one; the others are not', () => {
  const { data, namespace, worker } = synth();
  const [colors, pods] = Object.values<any>(data.kubernetes_resources);
  const others = 'app.kubernetes.io/name=docnow,app.kubernetes.io/instance!=blue';
  const place = namespace.metadata.labels['docnow.io/data'];
  expect(place).toMatch(/^[0-9a-f]{10}$/);
  expect(colors).toMatchObject({ kind: 'Namespace', label_selector: `${others},docnow.io/data=${place}` });
  expect(pods).toMatchObject({
    kind: 'Pod',
    label_selector: `${others},app.kubernetes.io/component in (stream-loader)`,
    namespace: '${each.value}',
  });
  expect(pods.for_each).toContain('var.workers == "active" && trimspace(var.skip_guards) == ""');
  const [{ error_message: words }] = worker('stream-loader').lifecycle.precondition;
  expect(words).toContain(
    'workers is active for blue, but a worker of which only one may run is there in another colour',
  );
  expect(worker('url-fetcher').lifecycle).toBeUndefined();
});

test('a release without exclusive workers asks nobody', () => {
  const release = Release.custom({
    name: 'app',
    image: 'app:1',
    web: { command: ['serve'] },
    workers: [{ name: 'mail', command: ['mail'], exclusive: false }],
    redis: { host: 'REDIS' },
  });
  const { data } = synth({ release, elasticsearch: undefined, userData: undefined });
  expect(data?.kubernetes_resources).toBeUndefined();
});

test('a stranger is refused', () => {
  expect(() => environmentStack({ ...goodProps(), workers: { 'tweet-loader': {} } })).toThrow(
    "workers.tweet-loader is 'tweet-loader', which is no worker of this release. Its workers are",
  );
});

describe('scaled by a list in Redis', () => {
  const redis = ServiceEndpoint.inCluster({
    ...{ host: 'redis.docnow-data.svc.cluster.local', port: 6379, namespace: 'docnow-data' },
    podLabels: { 'app.kubernetes.io/name': 'redis' },
    kedaNamespace: 'keda',
  });
  const scaled = (props: WorkerProps, changes: Partial<DocNowEnvironmentProps> = {}) =>
    synth({ redis, workers: { 'url-fetcher': props }, ...changes });
  const custom = (changes: Partial<CustomReleaseProps>) =>
    Release.custom({
      ...{ name: 'app', image: 'app:1', web: { command: ['serve'] }, redis: { host: 'REDIS' } },
      workers: [{ name: 'mail', command: ['mail'], exclusive: false, redisLists: ['mails'] }],
      ...changes,
    });

  test('the number is what the plan finds, and 0 when it rests', () => {
    const { worker, data, output } = scaled({ autoscaling: { min: 2, max: 10 } });
    const [live] = Object.keys(data.kubernetes_resources).filter((id) => id.includes('Live-url-fetcher'));
    expect(worker('url-fetcher').spec.replicas).toBe(
      '${contains(["active","draining"], var.workers) ? ' +
        `tostring(max(2, sum(concat([0], data.kubernetes_resources.${live}.objects[*].spec.replicas)))) : "0"}`,
    );
    expect(output.docnow_release.value).toMatchObject({
      scaledWorkers: ['url-fetcher'],
      workersState: '${var.workers}',
    });
  });

  test('KEDA is told of every list, and to hold it at 0 when it rests', () => {
    const [{ name, values }] = scaled({ autoscaling: { max: 10 } }).releases;
    expect(name).toMatch(/^\$\{kubernetes_deployment_v1\.\w+Worker-url-fetcher\w*\.metadata\[0\]\.name\}$/);
    expect(values).toEqual([
      '${jsonencode({"paused" = !contains(["active", "draining"], var.workers), "min" = 0, "max" = 10, ' +
        '"cooldownSeconds" = 300, "lists" = [{"name" = "urlqueue", "length" = 50}], ' +
        '"redis" = {"host" = "redis.docnow-data.svc.cluster.local", "port" = 6379, "tls" = false}})}',
    ]);
  });

  test('an entry in another list wants one pod and no second; a password goes by reference', () => {
    const release = custom({
      redis: { host: 'REDIS', password: 'REDIS_PASSWORD', tls: true },
      workers: [{ name: 'mail', command: ['mail'], exclusive: false, redisLists: ['mails', 'bounces'] }],
    });
    const outside = ServiceEndpoint.external({ host: 'redis.example.org', port: 6379, cidrBlocks: ['10.0.0.0/8'] });
    const changes = { release, elasticsearch: undefined, userData: undefined, redis: outside };
    const { releases } = synth({ ...changes, workers: { mail: { autoscaling: { max: 3, listLength: 7 } } } });
    const [told] = releases[0].values;
    expect(told).toContain('"lists" = [{"name" = "mails", "length" = 7}, {"name" = "bounces", "length" = 4294967296}]');
    expect(told).toContain('"tls" = true');
    expect(told).toContain('"password" = {"secretName" = "docnow-secrets", "key" = "REDIS_PASSWORD"}');
    expect(release.secretKeys).toEqual(['REDIS_PASSWORD']);
  });

  test.each<[string, WorkerProps, Partial<DocNowEnvironmentProps>, string]>([
    [
      'a number beside it',
      { replicas: 2, autoscaling: { max: 3 } },
      {},
      'workers.url-fetcher.autoscaling is {"max":3}, beside replicas, which are 2. Leave one of them out',
    ],
    [
      'a cluster without KEDA',
      { autoscaling: { max: 3 } },
      { cluster: { ...goodProps().cluster, capabilities: [] } },
      "cluster.capabilities is [], without KEDA, nothing scales url-fetcher. Install KEDA and say so in the cluster's",
    ],
    [
      'a Redis that keeps KEDA out',
      { autoscaling: { max: 3 } },
      { redis: store('redis', 6379) },
      "but the network policy of redis.docnow-data.svc.cluster.local keeps KEDA out. Name KEDA's namespace where Redis " +
        "is made: kedaNamespace: 'keda'",
    ],
    ['no pod ever', { autoscaling: { max: 0 } }, {}, 'workers.url-fetcher.autoscaling.max is 0, less than the 1 pods'],
    [
      'fewer than the fewest',
      { autoscaling: { min: 4, max: 3 } },
      {},
      'workers.url-fetcher.autoscaling.max is 3, less than the 4 pods needed. Use a whole number of pods from 4 to 1000',
    ],
    ['half a pod', { autoscaling: { min: 0.5, max: 3 } }, {}, 'autoscaling.min is 0.5, which is not a whole number'],
    ['no entry a pod', { autoscaling: { max: 3, listLength: 0 } }, {}, 'autoscaling.listLength is 0, less than the 1'],
    [
      'more patience than Kubernetes has',
      { autoscaling: { max: 3, cooldownSeconds: 3601 } },
      {},
      'autoscaling.cooldownSeconds is 3601, more than the 3600 seconds possible',
    ],
  ])('refuses %s', (_, props, changes, words) => expect(() => scaled(props, changes)).toThrow(words));

  test('refuses an exclusive worker, and one without a list', () => {
    const workers = (name: string) => ({ redis, workers: { [name]: { autoscaling: { max: 3 } } } });
    expect(() => synth(workers('stream-loader'))).toThrow(
      'workers.stream-loader.autoscaling is {"max":3}, but it is an exclusive worker: two of it would do everything twice.',
    );
    const release = custom({ workers: [{ name: 'mail', command: ['mail'], exclusive: false }] });
    const changes = { release, elasticsearch: undefined, userData: undefined };
    expect(() => synth({ ...workers('mail'), ...changes })).toThrow(
      'workers.mail.autoscaling is {"max":3}, but the release names no list in Redis that it takes its work from. Name it ' +
        'by redisLists of the worker, or say by replicas how many pods there are.',
    );
    expect(() => custom({ redis: undefined })).toThrow(
      'Release.custom: workers.redisLists of mail is ["mails"], but it is told no Redis. Name lists, such as urlqueue',
    );
    const nameless = [{ name: 'mail', command: ['mail'], redisLists: [''] }];
    expect(() => custom({ workers: nameless })).toThrow('is [""], which is the name of no list.');
  });
});
