import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
  V1Deployment,
  V1Pod,
} from '@kubernetes/client-node';
import { clientOptions } from './rig/aws/client-options';
import { dataPlaneOrigin } from './rig/load/data-plane';
import { Load } from './rig/load/load';
import { BINDINGS, FINALIZER } from './rig/pods/registrar/binding';
import { StandIn } from './rig/pods/stand-in';
import { until } from './rig/processes/until';
import { Rig } from './rig/rig';
import { startRig } from './rig/start';

const namespace = 'docnow-blue';
const labels = { 'app.kubernetes.io/instance': 'blue', 'app.kubernetes.io/component': 'web' };
const gate = 'target-health.elbv2.k8s.aws/web';
/** Shorter than production's, in the same order: gone from the balancer, then preStop over, then killed. */
const preStop = 6;
const grace = 15;

let rig: Rig;
let elbv2: ElasticLoadBalancingV2Client;
let targetGroup: string;
let origin: string;
let core: CoreV1Api;
let apps: AppsV1Api;
let custom: CustomObjectsApi;

before(async () => {
  rig = await startRig();
  core = rig.kube.config.makeApiClient(CoreV1Api);
  apps = rig.kube.config.makeApiClient(AppsV1Api);
  custom = rig.kube.config.makeApiClient(CustomObjectsApi);
  const client = clientOptions(rig.aws);
  elbv2 = new ElasticLoadBalancingV2Client(client);
  const { Subnets } = await new EC2Client(client).send(new DescribeSubnetsCommand());
  ({ origin, targetGroup } = await balancer(
    Subnets!.slice(0, 2).map(({ SubnetId }) => SubnetId!),
    Subnets![0].VpcId!,
  ));
  await core.createNamespace({ body: { metadata: { name: namespace } } });
  await core.createNamespacedService({
    namespace,
    body: {
      metadata: { name: 'web' },
      spec: { selector: labels, ports: [{ name: 'http', port: 3000, targetPort: 'http' }] },
    },
  });
});

after(async () => {
  elbv2?.destroy();
  await rig?.stop();
});

void test('pods become Ready only when bound, registered and healthy', async () => {
  await apps.createNamespacedDeployment({ namespace, body: deployment('docnow/docnow:1') });
  await until('two pods have answered their probe', 30, async () => {
    const all = await pods();
    return all.length === 2 && all.every((pod) => condition(pod, 'ContainersReady') === 'True');
  });
  for (const pod of await pods()) {
    assert.equal(condition(pod, 'Ready'), 'False', 'Ready before its gate was opened');
    assert.equal(pod.status?.conditions?.find(({ type }) => type === 'Ready')?.reason, 'ReadinessGatesNotReady');
  }
  await bind();
  await until('both targets are healthy', 30, async () => (await health()).join() === 'healthy,healthy');
  await until('both pods are Ready', 10, async () => (await pods()).every((pod) => condition(pod, 'Ready') === 'True'));
  for (const pod of await pods()) assert.equal(condition(pod, gate), 'True');
  const { metadata, status } = await binding();
  assert.deepEqual(metadata.finalizers, [FINALIZER]);
  await until(
    'the binding is settled',
    5,
    async () => (await binding()).status?.observedGeneration === metadata.generation,
  );
  assert.equal(status?.conditions, undefined);
  const checkpoint = (await binding()).metadata.annotations['elbv2.k8s.aws/checkpoint'];
  assert.match(checkpoint, /^[\w-]{43}\/[\w-]{43}$/);
});

void test('a binding keeps its target group', async () => {
  const body = { spec: { targetGroupARN: `${targetGroup}0` } };
  const changed = custom.patchNamespacedCustomObject(
    { ...BINDINGS, namespace, name: 'web', body },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
  await assert.rejects(changed, /may not change these immutable fields: spec.targetGroupARN/);
});

void test('a pod without a stand-in is Ready at once and goes at once', async () => {
  const name = 'worker';
  const container = { name: 'worker', image: 'docnow/docnow:1' };
  await core.createNamespacedPod({ namespace, body: { metadata: { name }, spec: { containers: [container] } } });
  const ready = async () => condition(await core.readNamespacedPod({ namespace, name }), 'Ready') === 'True';
  await until('the pod is Ready', 10, ready);
  await core.deleteNamespacedPod({ namespace, name });
  await until('the pod is gone', 10, () => isGone(core.readNamespacedPod({ namespace, name })));
});

void test('a rolling update under 8 connections loses no request', async (context) => {
  const load = Load.start({ origin, host: 'demo.docnow.io' });
  await sleep(3000);
  const steady = load.mark('steady');
  assert.equal(steady.failed, 0, steady.reasons.join());
  assert.equal(Object.keys(steady.byPod).length, 2);
  const old = new Set(Object.keys(steady.byPod));
  await apps.replaceNamespacedDeployment({ name: 'web', namespace, body: deployment('docnow/docnow:2') });
  await until('only new pods are there', 120, async () => {
    const all = await pods();
    return all.length === 2 && all.every((pod) => !old.has(pod.metadata!.name!) && condition(pod, 'Ready') === 'True');
  });
  const rolling = load.mark('rolling update');
  await sleep(2000);
  const afterwards = load.mark('afterwards');
  const total = await load.stop();
  for (const [name, figures] of load.marks) context.diagnostic(`${name}: ${JSON.stringify(figures)}`);
  assert.equal(total.failed, 0, total.reasons.join());
  assert.equal(Object.keys(rolling.byPod).length, 4, 'all four pods answered');
  assert.ok(Object.keys(afterwards.byPod).every((pod) => !old.has(pod)));
  assert.deepEqual(Object.keys(total.byColor), ['blue']);
});

void test('a deleted pod serves through preStop and is gone after it', async () => {
  const [pod] = await pods();
  const { name, uid } = pod.metadata!;
  const { port } = rig.pods.addressOf(uid!)!;
  const asked = Date.now();
  await core.deleteNamespacedPod({ namespace, name: name! });
  await until('its target is deregistered', 5, async () => !(await targets()).includes(port));
  assert.ok(Date.now() - asked < preStop * 1000, 'deregistered only after preStop');
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200, 'does not serve in preStop');
  await until('the pod is gone', grace, () => isGone(core.readNamespacedPod({ namespace, name: name! })));
  const took = (Date.now() - asked) / 1000;
  assert.ok(took >= preStop - 1 && took < grace, `gone after ${took} s`);
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  await until('there are two Ready pods again', 40, async () => (await health()).join() === 'healthy,healthy');
});

void test('a sick pod is taken out and comes back, a crashed one keeps its address', async () => {
  await until('two pods are Ready', 40, async () => {
    const all = await pods();
    return all.length === 2 && all.every((pod) => condition(pod, 'Ready') === 'True');
  });
  const [run] = rig.pods.pods;
  const { port } = rig.pods.addressOf(run.uid)!;
  const standIn = run.main as StandIn;
  standIn.sick(true);
  await until('its target is deregistered', 20, async () => !(await targets()).includes(port));
  standIn.sick(false);
  await until('its target is healthy again', 30, async () => (await health()).join() === 'healthy,healthy');
  // The measuring itself is tested: a crash cuts requests, and has to be seen.
  const load = Load.start({ origin, host: 'demo.docnow.io' });
  await sleep(500);
  await run.crash();
  const { failed, reasons } = await load.stop();
  assert.ok(failed > 0 && reasons.every((reason) => reason.startsWith('502')), reasons.join());
  assert.equal(rig.pods.addressOf(run.uid)!.port, port);
  await until('the restart is told', 10, async () => {
    const status = (await core.readNamespacedPod({ namespace, name: run.name })).status;
    return status?.containerStatuses?.[0].restartCount === 1 && condition({ status } as V1Pod, 'Ready') === 'True';
  });
});

void test('a deleted binding deregisters first, then goes', async () => {
  await custom.deleteNamespacedCustomObject({ ...BINDINGS, namespace, name: 'web' });
  await until('the binding is gone', 10, () => isGone(binding()));
  assert.deepEqual(await targets(), []);
  assert.deepEqual(rig.troubles, []);
});

function deployment(image: string): V1Deployment {
  const container = {
    name: 'web',
    image,
    ports: [{ name: 'http', containerPort: 3000 }],
    readinessProbe: { httpGet: { path: '/api/v1/setup', port: 'http' }, periodSeconds: 2, failureThreshold: 2 },
    lifecycle: { preStop: { exec: { command: ['sleep', String(preStop)] } } },
  };
  return {
    metadata: { name: 'web', namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels },
        spec: {
          containers: [container],
          readinessGates: [{ conditionType: gate }],
          terminationGracePeriodSeconds: grace,
        },
      },
    },
  };
}

/** A load balancer that listens on HTTP alone: fakecloud serves one listener, and prefers that of protocol HTTP. */
async function balancer(subnets: string[], vpc: string) {
  const group = await elbv2.send(
    new CreateTargetGroupCommand({
      Name: 'blue',
      Protocol: 'HTTP',
      Port: 3000,
      VpcId: vpc,
      TargetType: 'ip',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 2,
      HealthyThresholdCount: 2,
    }),
  );
  const TargetGroupArn = group.TargetGroups![0].TargetGroupArn!;
  const made = await elbv2.send(
    new CreateLoadBalancerCommand({ Name: 'front', Subnets: subnets, Type: 'application' }),
  );
  const LoadBalancerArn = made.LoadBalancers![0].LoadBalancerArn!;
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }];
  await elbv2.send(new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }));
  return { targetGroup: TargetGroupArn, origin: await dataPlaneOrigin(rig.aws.endpoint, LoadBalancerArn) };
}

async function bind() {
  await custom.createNamespacedCustomObject({
    ...BINDINGS,
    namespace,
    body: {
      apiVersion: `${BINDINGS.group}/${BINDINGS.version}`,
      kind: 'TargetGroupBinding',
      metadata: { name: 'web' },
      spec: { targetGroupARN: targetGroup, targetType: 'ip', serviceRef: { name: 'web', port: 'http' } },
    },
  });
}

function binding() {
  return custom.getNamespacedCustomObject({ ...BINDINGS, namespace, name: 'web' });
}

async function descriptions() {
  const answer = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }));
  return answer.TargetHealthDescriptions ?? [];
}

async function targets() {
  return (await descriptions()).map(({ Target }) => Target!.Port!);
}

async function health() {
  return (await descriptions()).map(({ TargetHealth }) => TargetHealth!.State!);
}

async function pods(): Promise<V1Pod[]> {
  const labelSelector = 'app.kubernetes.io/component=web';
  return (await core.listNamespacedPod({ namespace, labelSelector })).items;
}

function condition(pod: V1Pod, type: string): string | undefined {
  return pod.status?.conditions?.find((one) => one.type === type)?.status;
}

async function isGone(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => false,
    ({ code }) => code === 404,
  );
}
