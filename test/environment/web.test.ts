import { Testing, Token } from 'cdktf';
import { environmentStack, goodProps, TestEntry } from './world';
import { Color, DocNowEnvironmentProps, Release, WebProps } from '../../src';

function synthesize(web: WebProps, changes: Partial<DocNowEnvironmentProps> = {}) {
  const { resource } = JSON.parse(Testing.synth(environmentStack({ web, ...changes })));
  const only = (type: string) => Object.values<any>(resource[type] ?? {});
  const deployment = only('kubernetes_deployment_v1').find(({ metadata }) => metadata.name === 'web');
  return {
    deployment,
    pod: deployment.spec.template.spec,
    autoscalers: only('kubernetes_horizontal_pod_autoscaler_v2'),
    budget: only('kubernetes_pod_disruption_budget_v1')[0],
  };
}

test('without an autoscaler Terraform sets the number of pods', () => {
  const { deployment, autoscalers, pod } = synthesize({ replicas: 3 });
  expect([deployment.spec.replicas, deployment.lifecycle, autoscalers]).toEqual([3, undefined, []]);
  expect(pod.container[0].resources.requests).toMatchObject({ cpu: '100m', memory: '512Mi' });
});

test('with one Terraform sets the fewest pods once, and leaves the number alone afterwards', () => {
  const { deployment, autoscalers, pod } = synthesize({ autoscaling: { min: 3, max: 9 } });
  expect([deployment.spec.replicas, deployment.lifecycle]).toEqual([3, { ignore_changes: ['spec[0].replicas'] }]);
  expect(pod.container[0].resources.requests.cpu).toBe('250m');
  const [{ metadata, spec }] = autoscalers;
  expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/instance': 'blue' });
  expect(spec.scale_target_ref).toEqual({
    api_version: 'apps/v1',
    kind: 'Deployment',
    name: expect.stringMatching(/kubernetes_deployment_v1\.Blue_Web\w*\.metadata/),
  });
  expect([spec.min_replicas, spec.max_replicas]).toEqual([3, 9]);
  expect(spec.metric).toEqual([
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', average_utilization: 70 } } },
  ]);
  expect(spec.behavior.scale_down).toEqual([
    {
      stabilization_window_seconds: 300,
      select_policy: 'Max',
      policy: [{ type: 'Pods', value: 1, period_seconds: 60 }],
    },
  ]);
});

test('an autoscaler goes by the targets that it is given, in the form in which Kubernetes gives them back', () => {
  const { autoscalers, pod } = synthesize({
    autoscaling: {
      max: 4,
      memoryUtilization: 80,
      podMetrics: [{ name: 'requests', averageValue: 0.5 }],
      externalMetrics: [
        { name: 'queue', averageValue: 2000, labels: { list: 'urlqueue' } },
        { name: 'bytes', averageValue: 1_500_000 },
      ],
      scaleDown: { stabilizationSeconds: 0, pods: 2, periodSeconds: 30 },
    },
  });
  const [{ spec }] = autoscalers;
  const target = (value: string) => ({ type: 'AverageValue', average_value: value });
  expect(spec.metric).toEqual([
    { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', average_utilization: 80 } } },
    { type: 'Pods', pods: { metric: { name: 'requests' }, target: target('500m') } },
    {
      type: 'External',
      external: {
        metric: { name: 'queue', selector: [{ match_labels: { list: 'urlqueue' } }] },
        target: target('2k'),
      },
    },
    { type: 'External', external: { metric: { name: 'bytes' }, target: target('1500k') } },
  ]);
  expect(spec.behavior.scale_down[0].policy).toEqual([{ type: 'Pods', value: 2, period_seconds: 30 }]);
  expect(pod.container[0].resources.requests.cpu).toBe('100m');
});

test('probes are as they are asked to be, and a rollout waits for the start', () => {
  const probes = { startup: 31, period: 7, timeout: 7, readinessFailures: 2, livenessFailures: 4 };
  const { deployment, pod } = synthesize({ probes });
  const { startup_probe: startup, liveness_probe: liveness, readiness_probe: readiness } = pod.container[0];
  expect(startup).toMatchObject({ period_seconds: 2, failure_threshold: 16, timeout_seconds: 7 });
  expect(liveness).toMatchObject({ period_seconds: 7, failure_threshold: 4, http_get: { path: '/' } });
  expect(readiness).toMatchObject({ period_seconds: 7, failure_threshold: 2, http_get: { path: '/api/v1/setup' } });
  expect(deployment.spec.progress_deadline_seconds).toBe(211);
});

test('a drain takes one pod at a time, or as many as are said', () => {
  expect(synthesize({}).budget.spec.max_unavailable).toBe(1);
  expect(synthesize({ maxUnavailable: 2, autoscaling: { min: 3, max: 9 } }).budget.spec.max_unavailable).toBe(2);
});

test('zones are balanced as far as there is room, or must be', () => {
  const [zones, nodes] = synthesize({}).pod.topology_spread_constraint;
  expect([zones.when_unsatisfiable, nodes.when_unsatisfiable]).toEqual(['ScheduleAnyway', 'ScheduleAnyway']);
  const [must, should] = synthesize({ requireZoneSpread: true }).pod.topology_spread_constraint;
  expect(must).toMatchObject({
    topology_key: 'topology.kubernetes.io/zone',
    when_unsatisfiable: 'DoNotSchedule',
    node_taints_policy: 'Honor',
    match_label_keys: ['pod-template-hash'],
  });
  expect(should.when_unsatisfiable).toBe('ScheduleAnyway');
});

const scaling = 'blue/Blue: web.autoscaling.';
const fewer = 'with which requests are lost whenever a pod or a node goes. Use a whole number, 2 or more.';
test.each<[string, WebProps, string]>([
  [
    'replicas beside an autoscaler',
    { replicas: 3, autoscaling: { max: 4 } },
    'blue/Blue: web.replicas is 3, beside an autoscaler, which sets it itself. ' +
      'Leave it out, and say by web.autoscaling.min how many pods there are at least.',
  ],
  [
    "replicas over the autoscaler's maximum",
    { replicas: 5, autoscaling: { max: 4 } },
    "blue/Blue: web.replicas is 5, more than the autoscaler's maximum of 4. Leave it out",
  ],
  ['a single pod', { autoscaling: { min: 1, max: 4 } }, `${scaling}min is 1, ${fewer}`],
  ['a single pod at most', { autoscaling: { max: 1 } }, `${scaling}max is 1, ${fewer}`],
  [
    'more at least than at most',
    { autoscaling: { min: 5, max: 4 } },
    `${scaling}min is 5, more than max, which is 4. Make max the greater of the two.`,
  ],
  [
    'no use of the processor',
    { autoscaling: { max: 4, cpuUtilization: 0 } },
    `${scaling}cpuUtilization is 0, which is no share of what pods set aside. Use a whole number, from 1 to 100.`,
  ],
  [
    'more memory than there is',
    { autoscaling: { max: 4, memoryUtilization: 101 } },
    `${scaling}memoryUtilization is 101, which is no share of what pods set aside.`,
  ],
  [
    'a share of nothing',
    { autoscaling: { max: 4 }, resources: { cpu: '0m' } },
    `${scaling}cpuUtilization is 70, a share of web.resources.cpu, of which '0m' is set aside, so that it cannot be told. ` +
      'Set processor time aside, such as 250m.',
  ],
  [
    'a figure of nothing',
    { autoscaling: { max: 4, podMetrics: [{ name: 'requests', averageValue: 0 }] } },
    `${scaling}podMetrics.averageValue is 0, which is no amount that a pod could be held to. ` +
      'Use a number that is known now, 0.001 or more.',
  ],
  [
    'a wait beyond the limit',
    { autoscaling: { max: 4, scaleDown: { stabilizationSeconds: 3601 } } },
    `${scaling}scaleDown.stabilizationSeconds is 3601, which Kubernetes does not accept. Use a whole number, from 0 to 3600.`,
  ],
  [
    'a way up without a way down',
    { autoscaling: { max: 4, scaleDown: { pods: 0 } } },
    `${scaling}scaleDown.pods is 0, with which no pod ever goes. Use a whole number, 1 or more.`,
  ],
  [
    'a period beyond the limit',
    { autoscaling: { max: 4, scaleDown: { periodSeconds: 0 } } },
    `${scaling}scaleDown.periodSeconds is 0, which Kubernetes does not accept. Use a whole number, from 1 to 1800.`,
  ],
  [
    'a budget that blocks every drain',
    { maxUnavailable: 0 },
    'blue/Blue: web.maxUnavailable is 0, with which no node could be emptied: the budget blocks every drain. ' +
      'Use a whole number from 1, and less than the 2 pods that there are at least.',
  ],
  [
    'a budget that gives all away',
    { maxUnavailable: 2, autoscaling: { max: 9 } },
    'blue/Blue: web.maxUnavailable is 2, with which a drain may take all pods.',
  ],
  [
    'half a pod',
    { maxUnavailable: 1.5, replicas: 3 },
    'blue/Blue: web.maxUnavailable is 1.5, which is no number of pods.',
  ],
  [
    'a start that no rollout waits for',
    { probes: { startup: 601 } },
    'blue/Blue: web.probes.startup is 601, which Kubernetes does not accept, or which a rollout would not wait for. ' +
      'Use a whole number, from 2 to 600.',
  ],
  ['no period', { probes: { period: 0 } }, 'blue/Blue: web.probes.period is 0, which Kubernetes does not accept'],
  [
    'a late answer',
    { probes: { timeout: 11 } },
    'blue/Blue: web.probes.timeout is 11, longer than period (10 s), so that a pod which answers nobody is found out late. ' +
      'Make period the longer of the two.',
  ],
  [
    'a restart under requests',
    { probes: { livenessFailures: 3 } },
    'blue/Blue: web.probes.livenessFailures is 3, not more than readinessFailures (3), so a pod is killed while requests go ' +
      'to it. Make livenessFailures the greater of the two.',
  ],
])('refuses %s', (_, web, words) => expect(() => environmentStack({ web })).toThrow(words));

test('what is known only when Terraform runs passes', () => {
  const token = Token.asNumber({ resolve: () => undefined });
  expect(() => environmentStack({ web: { autoscaling: { min: token, max: token } } })).not.toThrow();
});

describe('a program that hangs up before the way in does', () => {
  class Impatient extends TestEntry {
    public bind(...args: Parameters<TestEntry['bind']>) {
      return { ...super.bind(...args), idleTimeout: 60 };
    }
  }
  const { redis, secrets, cluster } = goodProps();
  const shop = (keepAlive?: number, nodejs = false) => ({
    cluster,
    redis,
    secrets,
    elasticsearch: undefined,
    userData: undefined,
    entry: new Impatient(Color.BLUE),
    release: Release.custom({
      image: 'registry.example.org/shop:1',
      name: 'shop',
      web: { command: ['./shop'], keepAlive },
      redis: { host: 'REDIS' },
      nodejs,
    }),
  });

  test('is refused', () => {
    expect(() => environmentStack(shop(60))).toThrow(
      'blue/Blue: release.web.keepAlive is 60, not longer than the 60 s of the way in, so that it hangs up on requests: 502. ' +
        'Have the program keep idle connections longer, or the way in shorter.',
    );
  });

  test('is taken when it is patient, when nothing is said, and when a script sees to it', () => {
    for (const props of [shop(61), shop(), shop(undefined, true)]) expect(() => environmentStack(props)).not.toThrow();
  });
});
