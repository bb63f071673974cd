import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
  V1Deployment,
  V1Pod,
} from '@kubernetes/client-node';
import { Front, makeFront } from './load/front';
import { lostUrls, Workers } from './load/hand-over';
import { inFlight } from './load/in-flight';
import { Address, idleTime, meet, Meeting } from './load/keep-alive';
import { containerOf, podOf, putPreload, putSecret, Running } from './load/manifests';
import { lacking, startStores, Stores } from './load/stores';
import { Load } from './rig/load/load';
import { RunningProgram } from './rig/pods/programs/running-program';
import { BINDINGS, FINALIZER } from './rig/pods/registrar/binding';
import { until } from './rig/processes/until';
import { Rig } from './rig/rig';
import { orSkip } from './rig/servers/found';
import { startRig } from './rig/start';

const [namespace, other] = ['docnow-blue', 'docnow-green'];
const labels = { 'app.kubernetes.io/instance': 'blue', 'app.kubernetes.io/component': 'web' };
const gate = 'target-health.elbv2.k8s.aws/web';
/** Shorter than production's, in the same order: gone from the balancer, then preStop over, then killed. */
const preStop = 6;
const grace = 15;

let rig: Rig;
let front: Front;
let stores: Stores | undefined;
let core: CoreV1Api;
let apps: AppsV1Api;
let custom: CustomObjectsApi;

before(async () => {
  rig = await startRig();
  core = rig.kube.config.makeApiClient(CoreV1Api);
  apps = rig.kube.config.makeApiClient(AppsV1Api);
  custom = rig.kube.config.makeApiClient(CustomObjectsApi);
  front = await makeFront(rig.aws, ['blue']);
  if (!lacking()) stores = await startStores(rig.host);
  for (const name of [namespace, other]) {
    await core.createNamespace({ body: { metadata: { name } } });
    await putPreload(core, name);
  }
  await putSecret(core, other, stores);
  await core.createNamespacedService({
    namespace,
    body: {
      metadata: { name: 'web' },
      spec: { selector: labels, ports: [{ name: 'http', port: 3000, targetPort: 'http' }] },
    },
  });
});

after(async () => {
  front?.stop();
  await rig?.stop();
  await stores?.stop();
});

void test('pods wait for their Secret', async () => {
  await apps.createNamespacedDeployment({ namespace, body: deployment('1') });
  await until('both pods say what they wait for', 30, async () => {
    const all = (await pods()).map(({ status }) => status?.containerStatuses?.[0].state?.waiting);
    return all.length === 2 && all.every((waiting) => waiting?.reason === 'CreateContainerConfigError');
  });
  const [pod] = await pods();
  assert.equal(pod.status?.containerStatuses?.[0].state?.waiting?.message, 'secret "docnow-secrets" not found');
  assert.equal(pod.status?.phase, 'Pending');
  await putSecret(core, namespace, stores);
});

void test('pods become Ready only when bound, registered and healthy', async () => {
  await until('two pods have answered their probe', 60, async () => {
    const all = await pods();
    return all.length === 2 && all.every((pod) => condition(pod, 'ContainersReady') === 'True');
  });
  for (const pod of await pods()) {
    assert.equal(condition(pod, 'Ready'), 'False', 'Ready before its gate was opened');
    assert.equal(pod.status?.conditions?.find(({ type }) => type === 'Ready')?.reason, 'ReadinessGatesNotReady');
  }
  await bind();
  await until('both targets are healthy', 30, async () => (await front.health('blue')).join() === 'healthy,healthy');
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
  const body = { spec: { targetGroupARN: `${front.targetGroups.blue}0` } };
  const changed = custom.patchNamespacedCustomObject(
    { ...BINDINGS, namespace, name: 'web', body },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
  await assert.rejects(changed, /may not change these immutable fields: spec.targetGroupARN/);
});

void test('a pod of an unknown image runs in name only: Ready at once, gone at once', async () => {
  const name = 'worker';
  const container = { name: 'worker', image: 'docnow/docnow:1' };
  await core.createNamespacedPod({ namespace, body: { metadata: { name }, spec: { containers: [container] } } });
  const ready = async () => condition(await core.readNamespacedPod({ namespace, name }), 'Ready') === 'True';
  await until('the pod is Ready', 10, ready);
  await core.deleteNamespacedPod({ namespace, name });
  await until('the pod is gone', 10, () => isGone(core.readNamespacedPod({ namespace, name })));
});

void test('a rolling update under 8 connections loses no request and cuts no answer of 5 s', async (context) => {
  const load = Load.start({ origin: front.origin, host: 'demo.docnow.io' });
  const slow = Load.start({ ...slowly(), connections: 4 });
  await sleep(3000);
  const steady = load.mark('steady');
  assert.equal(steady.failed, 0, steady.reasons.join());
  assert.equal(Object.keys(steady.byPod).length, 2);
  const old = new Set(Object.keys(steady.byPod));
  await apps.replaceNamespacedDeployment({ name: 'web', namespace, body: deployment('2') });
  await until('only new pods are there', 120, async () => {
    const all = await pods();
    return all.length === 2 && all.every((pod) => !old.has(pod.metadata!.name!) && condition(pod, 'Ready') === 'True');
  });
  const rolling = load.mark('rolling update');
  await sleep(2000);
  const afterwards = load.mark('afterwards');
  const [total, long] = await Promise.all([load.stop(), slow.stop()]);
  for (const [name, figures] of load.marks) context.diagnostic(`${name}: ${JSON.stringify(figures)}`);
  context.diagnostic(`answers of 5 s: ${JSON.stringify(long)}`);
  assert.equal(total.failed, 0, total.reasons.join());
  assert.equal(long.failed, 0, long.reasons.join());
  assert.equal(Object.keys(rolling.byPod).length, 4, 'all four pods answered');
  assert.ok(Object.keys(afterwards.byPod).every((pod) => !old.has(pod)));
});

void test('a deleted pod serves through preStop, finishes what it has begun, and is gone', async () => {
  const [pod] = await pods();
  const { name, uid } = pod.metadata!;
  const { port } = rig.pods.addressOf(uid!)!;
  const asked = Date.now();
  await core.deleteNamespacedPod({ namespace, name: name! });
  await until('its target is deregistered', 5, async () => !(await front.ports('blue')).includes(port));
  assert.ok(Date.now() - asked < preStop * 1000, 'deregistered only after preStop');
  // Begun anew each time, the last of them ends after SIGTERM: it is answered, though nobody is let in any more.
  const begun: Promise<string>[] = [];
  await until('nobody is let in any more', preStop + 5, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/slow`).catch(() => undefined);
    if (answer) begun.push(answer.text());
    return !answer;
  });
  assert.match(await begun.at(-1)!, /^\.{5}done$/);
  await until('the pod is gone', grace, () => isGone(core.readNamespacedPod({ namespace, name: name! })));
  await until(
    'there are two Ready pods again',
    60,
    async () => (await front.health('blue')).join() === 'healthy,healthy',
  );
});

void test('a frozen pod is taken out and comes back; a killed one fails what it had in flight, and keeps its address', async (context) => {
  await until('two pods are Ready', 40, async () => {
    const all = await pods();
    return all.length === 2 && all.every((pod) => condition(pod, 'Ready') === 'True');
  });
  const run = rig.pods.pods.find(({ namespace: itsOwn }) => itsOwn === namespace)!;
  const program = run.main as RunningProgram;
  const { port } = rig.pods.addressOf(run.uid)!;
  process.kill(program.pid!, 'SIGSTOP');
  await until('its target is deregistered', 20, async () => !(await front.ports('blue')).includes(port));
  process.kill(program.pid!, 'SIGCONT');
  await until('its target is healthy again', 30, async () => (await front.health('blue')).join() === 'healthy,healthy');
  const loads = [Load.start({ origin: front.origin, host: 'demo.docnow.io' }), Load.start(slowly())];
  await sleep(2000);
  await run.crash();
  await Promise.all(loads.map((load) => load.stop()));
  const lost = inFlight(await program.log(0));
  const failures = loads.flatMap((load) => load.failures);
  const refused = failures.filter(({ id }) => !lost.has(id));
  context.diagnostic(
    `killed with ${lost.size} in flight; ${refused.length} more were sent to it before the balancer knew`,
  );
  assert.ok(lost.size > 0, 'nothing was in flight');
  assert.deepEqual(
    [...lost].filter((id) => !failures.some((failure) => failure.id === id)),
    [],
    'answered by the dead',
  );
  // The balancer says to whom it sent what came to nothing.
  for (const { reason } of refused) assert.ok(reason.startsWith('502') && reason.includes(`:${port}/`), reason);
  assert.equal(rig.pods.addressOf(run.uid)!.port, port);
  await until('the restart is told', 10, async () => {
    const status = (await core.readNamespacedPod({ namespace, name: run.name })).status;
    return status?.containerStatuses?.[0].restartCount === 1 && condition({ status } as V1Pod, 'Ready') === 'True';
  });
});

void test('a migration runs as a Job; one that fails leaves its log', async (context) => {
  if (!orSkip(context, lacking() ?? {})) return;
  const batch = rig.kube.config.makeApiClient(BatchV1Api);
  const migrate = async (name: string) => {
    const spec = { ...podOf('migrate'), restartPolicy: 'Never' };
    await batch.createNamespacedJob({
      namespace: other,
      body: { metadata: { name }, spec: { backoffLimit: 0, template: { spec } } },
    });
    const status = async () => (await batch.readNamespacedJobStatus({ namespace: other, name })).status;
    await until(`${name} has ended`, 30, async () => ((await status())?.conditions ?? []).length > 0);
    const { items } = await core.listNamespacedPod({ namespace: other, labelSelector: `job-name=${name}` });
    return {
      succeeded: (await status())?.succeeded ?? 0,
      ended: items[0].status!.containerStatuses![0].state!.terminated!,
    };
  };
  await stores!.query('create table place ()');
  const failed = await migrate('first');
  assert.equal(failed.succeeded, 0);
  assert.notEqual(failed.ended.exitCode, 0);
  assert.match(failed.ended.message!, /relation "place" already exists/);
  await stores!.query('drop table place');
  const { succeeded, ended } = await migrate('second');
  assert.deepEqual([succeeded, ended.exitCode, ended.reason], [1, 0, 'Completed']);
  assert.equal((await stores!.query('select name from knex_migrations')).length, 2);
});

// They have nothing to do with each other, and wait most of the time.
void describe('two colours beside each other', { concurrency: true }, () => {
  void test('without the preload, requests meet connections that the program closes: 502; with it, none', async (context) => {
    const workers = [false, true].map((preload) => startPod(other, 'server', { preload }));
    const [without, cured] = await Promise.all(workers);
    const idle = await idleTime(without);
    const rounds: { control: Meeting; cure: Meeting }[] = [];
    for (let tries = 0; tries < 5 && !rounds.some(({ control }) => control.badGateways > 0); tries += 1) {
      const [control, cure] = await Promise.all([without, cured].map((address) => meet(address, idle, 1)));
      rounds.push({ control, cure });
    }
    context.diagnostic(`idle connections are closed after ${Math.round(idle)} ms; ${JSON.stringify(rounds)}`);
    assert.ok(
      rounds.some(({ control }) => control.badGateways > 0),
      'the control run met nothing',
    );
    for (const { cure, control } of rounds) {
      assert.deepEqual([cure.badGateways, cure.others, control.others], [0, [], []]);
    }
  });

  void test('a session outlives a change of colours', async (context) => {
    if (!orSkip(context, lacking() ?? {})) return;
    const ask = (path: string, cookie = '') =>
      fetch(`http://127.0.0.1:${blue.port}${path}`, { headers: { cookie }, redirect: 'manual' });
    const blue = await startPod(namespace, 'server');
    const login = await ask('/auth/login?user=anna');
    const cookie = login.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const green = await startPod(other, 'server');
    const answer = await fetch(`http://127.0.0.1:${green.port}/api/v1/user`, { headers: { cookie } });
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).name, 'anna');
    assert.equal((await ask('/api/v1/user', cookie.replace('session=', 'session=x'))).status, 401);
  });

  void test('no number is loaded twice when workers are handed over, and the list of URLs is kept', async (context) => {
    if (!orSkip(context, lacking() ?? {})) return;
    const workers = new Workers(core, stores!);
    const given = 1000;
    await workers.queue(given);
    const [loader, fetcher] = await Promise.all(
      ['tweet-loader', 'url-fetcher'].map((one) => workers.start(namespace, one)),
    );
    await workers.loads(loader);
    await Promise.all([workers.stop(loader), workers.stop(fetcher)]);
    const next = await workers.start(other, 'tweet-loader');
    await workers.loads(next);
    assert.deepEqual(await workers.twice(), []);
    context.diagnostic(`lost by SIGTERM: ${lostUrls(await workers.accounts(given))} URLs under way`);
    // The measuring itself is tested: two at once are seen.
    const second = await workers.start(namespace, 'tweet-loader');
    await workers.loads(second);
    assert.ok((await workers.twice()).length > 0);
  });
});

void test('a deleted binding deregisters first, then goes', async () => {
  await custom.deleteNamespacedCustomObject({ ...BINDINGS, namespace, name: 'web' });
  await until('the binding is gone', 10, () => isGone(binding()));
  assert.deepEqual(await front.ports('blue'), []);
  assert.deepEqual(rig.troubles, []);
});

function slowly() {
  return { origin: front.origin, host: 'demo.docnow.io', path: '/api/v1/slow', ending: 'done' };
}

async function startPod(namespaceOfIts: string, program: string, running?: Running): Promise<Address> {
  const name = `${program}-${Math.random().toString(36).slice(2, 8)}`;
  const spec = podOf(program, running);
  const body = { metadata: { name }, spec };
  const { metadata } = await core.createNamespacedPod({ namespace: namespaceOfIts, body });
  await until(`${name} answers`, 30, async () => {
    const address = rig.pods.addressOf(metadata!.uid!);
    return address !== undefined && (await fetch(`http://127.0.0.1:${address.port}/`)).ok;
  });
  return rig.pods.addressOf(metadata!.uid!)!;
}

function deployment(tag: string): V1Deployment {
  const container = {
    ...containerOf('server', { tag }),
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
          ...podOf('server'),
          containers: [container],
          readinessGates: [{ conditionType: gate }],
          terminationGracePeriodSeconds: grace,
        },
      },
    },
  };
}

async function bind() {
  await custom.createNamespacedCustomObject({
    ...BINDINGS,
    namespace,
    body: {
      apiVersion: `${BINDINGS.group}/${BINDINGS.version}`,
      kind: 'TargetGroupBinding',
      metadata: { name: 'web' },
      spec: { targetGroupARN: front.targetGroups.blue, targetType: 'ip', serviceRef: { name: 'web', port: 'http' } },
    },
  });
}

function binding() {
  return custom.getNamespacedCustomObject({ ...BINDINGS, namespace, name: 'web' });
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
