import { TerraformStack, Testing } from 'cdktf';
import { TestEntry, environmentStack, goodProps, nameOf, store } from './world';
import { Color, DocNowEnvironment, DocNowEnvironmentProps, Release } from '../../src';

function synthesize(changes: Partial<DocNowEnvironmentProps> = {}) {
  const { resource } = JSON.parse(Testing.synth(environmentStack(changes)));
  const byName = (type: string, name: string) =>
    Object.values<any>(resource[type]).find(({ metadata }) => nameOf(metadata) === name);
  return { resource, byName };
}

const { resource, byName } = synthesize({ environment: { LOG_LEVEL: 'info' } });
const web = byName('kubernetes_deployment_v1', 'web');
const pod = web.spec.template.spec;

test('the namespace holds its pods to Pod Security restricted', () => {
  const { metadata } = byName('kubernetes_namespace_v1', 'docnow-blue');
  expect(metadata.labels).toMatchObject({
    'app.kubernetes.io/part-of': 'docnow',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'latest',
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
  });
});

test('web is told where its stores are, and its secrets by reference', () => {
  expect(byName('kubernetes_config_map_v1', 'docnow').data).toMatchObject({
    NODE_ENV: 'production',
    PORT: '3000',
    REDIS_HOST: 'redis.docnow-data.svc.cluster.local',
    ES_HOST: 'http://elasticsearch.docnow-data.svc.cluster.local:9200',
    LOG_LEVEL: 'info',
  });
  expect(pod.container[0].env.map(({ name }: { name: string }) => name)).toEqual(goodProps().release.secretKeys);
  for (const { name, value_from: from } of pod.container[0].env) {
    expect(from).toEqual({ secret_key_ref: { key: name, name: 'docnow-secrets' } });
  }
});

test('a rolling update of web takes no pod away before another serves, and says goodbye in order', () => {
  expect(web.spec.strategy).toEqual({
    type: 'RollingUpdate',
    rolling_update: { max_unavailable: '0', max_surge: '1' },
  });
  expect(web.spec.replicas).toBe(2);
  expect(pod.termination_grace_period_seconds).toBe(75);
  expect(pod.container[0].lifecycle.pre_stop[0].exec.command).toEqual(['sleep', '40']);
  expect(pod.container[0].readiness_probe.http_get.path).toBe('/api/v1/setup');
  expect(pod.container[0].liveness_probe.http_get.path).toBe('/');
  expect(pod.readiness_gate).toEqual([{ condition_type: 'target-health.example.org/web' }]);
});

test('pods have no token, no root and no writable root file system', () => {
  expect(byName('kubernetes_service_account_v1', 'docnow').automount_service_account_token).toBe(false);
  expect(pod.automount_service_account_token).toBe(false);
  expect(pod.security_context).toMatchObject({ run_as_non_root: true, run_as_user: '1000' });
  for (const container of [...pod.container, ...pod.init_container]) {
    expect(container.security_context).toMatchObject({
      allow_privilege_escalation: false,
      read_only_root_filesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  }
});

test('the Service is bound before web is made', () => {
  expect(byName('kubernetes_config_map_v1', 'binding').data).toEqual({
    namespace: expect.stringContaining('kubernetes_namespace_v1.'),
    serviceName: expect.stringContaining('kubernetes_service_v1.'),
    servicePort: '3000',
  });
  for (const needed of ['service_v1.Blue_Service', 'network_policy_v1.Blue_DenyAll', 'config_map_v1.Blue_Entry']) {
    expect(web.depends_on.join()).toContain(`kubernetes_${needed}`);
  }
});

test('traffic comes from the way in alone and goes to the stores, DNS and the internet alone', () => {
  const policies = Object.values<any>(resource.kubernetes_network_policy_v1);
  const policy = (name: string) => policies.find(({ metadata }) => metadata.name === name).spec;
  expect(policy('deny-all')).toEqual({ pod_selector: {}, policy_types: ['Ingress', 'Egress'] });
  expect(policy('allow-requests').ingress).toEqual([
    {
      from: [{ ip_block: { cidr: '10.42.0.0/20' } }, { ip_block: { cidr: '10.42.16.0/20' } }],
      ports: [{ port: '3000', protocol: 'TCP' }],
    },
  ]);
  const ports = policy('allow-services').egress.map(({ ports: [{ port }] }: any) => `${port}`);
  expect(ports).toEqual(['53', '6379', '9200', '443']);
  const fetching = policy('allow-internet-url-fetcher');
  expect(fetching.pod_selector.match_labels['app.kubernetes.io/component']).toBe('url-fetcher');
  expect(fetching.egress[0].to[0].ip_block.except).toEqual(expect.arrayContaining(['169.254.0.0/16', '10.0.0.0/8']));
  expect(policies.filter(({ spec }) => spec.ingress)).toHaveLength(1);
});

describe('refuses', () => {
  const image = (reference: string) => ({ release: Release.elasticsearchGeneration({ image: reference }) });
  const cases: [string, Partial<DocNowEnvironmentProps>, string][] = [
    ['no image', image(''), "blue/Blue: release.image is '', which names no image"],
    ['an image without a tag', image('docnow/docnow'), "release.image is 'docnow/docnow', which has no tag"],
    ['latest', image('docnow/docnow:latest'), 'which changes under a running system'],
    ['one replica', { web: { replicas: 1 } }, 'blue/Blue: web.replicas is 1, with which requests are lost'],
    ['half a replica', { web: { replicas: 2.5 } }, 'web.replicas is 2.5'],
    [
      'preStop too short',
      { web: { timings: { preStop: 30 } } },
      'web.timings.preStop is 30, not longer than deregistrationDelay (30 s)',
    ],
    [
      'grace too short',
      { web: { timings: { terminationGracePeriod: 40 } } },
      'web.timings.terminationGracePeriod is 40, not longer than preStop (40 s)',
    ],
    ['a bad namespace', { namespace: 'DocNow_Blue' }, "namespace is 'DocNow_Blue', which Kubernetes does not accept"],
    ["Kubernetes' own namespace", { namespace: 'kube-system' }, 'which belongs to Kubernetes'],
    ['another Pod Security version', { podSecurityVersion: '1.34' }, "podSecurityVersion is '1.34'"],
    ['the legacy colour', { color: Color.LEGACY }, "color is 'legacy', the name of what runs outside Kubernetes"],
    [
      "another colour's entry",
      { entry: new TestEntry(Color.GREEN) },
      "color is 'blue', but entry is the way in to 'green'",
    ],
    [
      'Redis on another port',
      { redis: store('redis', 6380) },
      'redis.port is 6380, but the application is told the host alone',
    ],
    ['a variable of its own', { environment: { PORT: '80' } }, "environment.PORT is '80', but this variable follows"],
    ['a variable without a name', { environment: { '1-2': 'x' } }, "environment.1-2 is 'x', whose name"],
  ];
  test.each(cases)('%s', (_, changes, words) => {
    expect(() => environmentStack(changes)).toThrow(words);
  });

  test.each([['COOKIE_SECRET'], ['MY_API_KEY'], ['SMTP_PASSWORD']])(
    '%s as a value, which it does not repeat',
    (name) => {
      const attempt = () => environmentStack({ environment: { [name]: 'hunter2' } });
      expect(attempt).toThrow(`blue/Blue: environment.${name} is '(not shown)', a secret given as a value`);
      expect(attempt).not.toThrow('hunter2');
    },
  );

  test('a second environment in a stack', () => {
    const stack: TerraformStack = environmentStack();
    expect(() => new DocNowEnvironment(stack, 'Second', goodProps())).toThrow('has the environment blue/Blue already');
  });
});
