import assert from 'node:assert/strict';
import { TestContext } from 'node:test';
import { AppsV1Api, BatchV1Api, StorageV1Api, V1Job, V1Pod } from '@kubernetes/client-node';
import { Way } from './cluster';
import { copy, mayDoNothingElse, values, versionOfCopy } from './copied-secrets';
import { stacksOf } from './stacks';
import { OBJECT_STORE } from './stores';
import { typeCommands } from './typed-commands';
import { PAGES } from '../../docs/network-policies';
import { unexplained } from '../checks/accepted';
import { ACCEPTED } from '../kube-score/accepted';
import { appliedObjects, scan } from '../kube-score/scan';
import { agrees } from '../network-policy/agrees';
import { apiServer, applied } from '../network-policy/applied';
import { connect } from '../rig/applier/connection';
import { KubeObject } from '../rig/applier/objects';
import { Trial } from '../rig/applier/trial';
import { ValuesRunner } from '../rig/applier/values-runner';
import { until } from '../rig/processes/until';
import { StackRunner } from '../rig/stack-runner';
import { ensureKubeScore } from '../rig/tools/ensure-tools';
import { onPath } from '../rig/tools/on-path';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const ACTIVE = { workers: 'active' };
const DRAINING = { workers: 'draining' };
const STANDBY = { workers: 'standby' };

/** From nothing to nothing: secrets, migrations, and workers that are handed over from blue to green. */
export async function story(context: TestContext, trial: Trial, way: Way): Promise<void> {
  const stacks = stacksOf(trial, way);
  const { data, namespaces } = stacks;
  const batch = trial.kube.config.makeApiClient(BatchV1Api);
  const first = { image: '1', revision: 1 };
  const services = await stacks.services(first);
  const blue = await stacks.color('blue', first);
  const green = await stacks.color('green', first);
  const texts: string[] = [];
  const pods = async (color: 'blue' | 'green', component: string): Promise<V1Pod[]> => {
    const labelSelector = `app.kubernetes.io/component=${component}`;
    const { items } = await trial.core.listNamespacedPod({ namespace: namespaces[color], labelSelector });
    return items.filter(({ metadata }) => !metadata!.deletionTimestamp);
  };
  const migrations = async (): Promise<V1Job[]> => {
    const labelSelector = 'app.kubernetes.io/component=migrate';
    return (await batch.listNamespacedJob({ namespace: namespaces.blue, labelSelector })).items;
  };
  /** What each ConfigMap of blue's says of one variable, by its name. */
  const configurations = async (): Promise<[string, string][]> => {
    const { items } = await trial.core.listNamespacedConfigMap({ namespace: namespaces.blue });
    return items.flatMap(({ metadata, data: said }) => (said?.LOG_LEVEL ? [[metadata!.name!, said.LOG_LEVEL]] : []));
  };
  const uids = (found: V1Pod[]) => found.map(({ metadata }) => metadata!.uid!).sort();
  const step = (name: string, work: () => Promise<void>) => context.test(name, work);

  await step('a generated secret stands in the cluster alone', async () => {
    assert.deepEqual(await services.apply(), { ...NOTHING, add: 5 });
    const { born } = await values(trial, data, namespaces.blue);
    const texted = Object.values(born).map((value) => Buffer.from(value, 'base64').toString());
    for (const value of texted) assert.match(value, /^[0-9a-f]{64}$/);
    assert.notEqual(texted[0], texted[1]);
    assert.deepEqual(await services.plan(), NOTHING);
    await assert.rejects(services.destroy(), /prevent_destroy/);
    assert.deepEqual((await values(trial, data, namespaces.blue)).born, born);
    texts.push(await services.state());
  });

  await step('the database is migrated before web comes', async () => {
    await blue.apply(ACTIVE);
    assert.deepEqual(await blue.plan(ACTIVE), NOTHING);
    const [{ status, spec }, ...others] = await migrations();
    assert.equal(others.length, 0);
    assert.equal(status!.succeeded, 1);
    assert.deepEqual(spec!.template.spec!.containers[0].command, ['node', 'dist/commands/migrate']);
    const web = await pods('blue', 'web');
    assert.equal(web.length, 2);
    for (const { metadata } of web) assert.ok(metadata!.creationTimestamp! >= status!.completionTime!);
  });

  await step('a secret is copied by a program that may do nothing else', async () => {
    await copy(trial, namespaces.blue);
    const { born, copies } = await values(trial, data, namespaces.blue);
    assert.deepEqual(copies, born);
    const version = await versionOfCopy(trial, namespaces.blue);
    await copy(trial, namespaces.blue);
    assert.equal(await versionOfCopy(trial, namespaces.blue), version, 'the same again changes nothing');
    await mayDoNothingElse(trial, namespaces.blue, data);
  });

  const kubectl = onPath('kubectl');
  await context.test(
    'operators start commands as the page says',
    { skip: kubectl ? false : 'there is no kubectl on the PATH: docs/commands.md was not typed' },
    () => typeCommands(trial, namespaces.blue),
  );

  await step('workers of another colour start only after the old ones are gone', async () => {
    await green.apply(STANDBY);
    assert.deepEqual(uids(await pods('green', 'url-fetcher')), []);
    const [{ metadata }] = await pods('blue', 'tweet-loader');
    const there = (name: string) =>
      new RegExp(
        'workers is active for green, but a worker of which only one may run is there in another colour: ' +
          `${namespaces.blue}/${name}\\. Stop it there first, by -var workers=draining or standby`,
      );
    await assert.rejects(green.plan(ACTIVE), there(metadata!.name!));
    await assert.rejects(green.apply(ACTIVE), there(metadata!.name!));
    assert.deepEqual(await green.plan({ ...ACTIVE, skip_guards: 'a trial' }), { ...NOTHING, change: 2 });
    assert.deepEqual(await blue.apply(DRAINING), { ...NOTHING, change: 1 });
    assert.deepEqual([(await pods('blue', 'tweet-loader')).length, (await pods('blue', 'url-fetcher')).length], [0, 1]);
    await lingering(trial, namespaces.blue, metadata!.labels!, () => assert.rejects(green.plan(ACTIVE), there('late')));
    assert.deepEqual(await green.apply(ACTIVE), { ...NOTHING, change: 2 });
    assert.deepEqual(
      [(await pods('green', 'tweet-loader')).length, (await pods('green', 'url-fetcher')).length],
      [1, 1],
    );
    await assert.rejects(blue.plan(ACTIVE), /workers is active for blue, but .*-green\/tweet-loader-/);
  });

  if (way === 'terraform') {
    await step('who may talk to whom is what the page says, Jobs included', async () => {
      const keeping = await stacks.keeping();
      await makeDefaultClass(trial);
      await keeping.apply();
      const ask = await connect(trial.kube.config);
      const world = await applied(ask, '10.42.100.9');
      const addresses = {
        wayIn: ['10.42.0.9'],
        network: ['10.42.100.9'],
        apiServer: await apiServer(ask),
        objectStore: [OBJECT_STORE],
      };
      const view = { own: namespaces.blue, other: namespaces.green, data: stacks.stores };
      agrees(world, view, addresses, PAGES['PostgreSQL generation']);
      await explained(await appliedObjects(ask, [...Object.values(namespaces), stacks.stores]));
    });
  }

  await step('a migration that fails stops the rollout, and what runs goes on', async () => {
    const web = uids(await pods('blue', 'web'));
    const [{ metadata: done }] = await migrations();
    const [configured] = await configurations();
    const broken = await stacks.color('blue', { ...first, image: 'broken', logLevel: 'debug' });
    await assert.rejects(broken.apply(STANDBY), (error: Error) => {
      const named = new RegExp(`${namespaces.blue}/migrate-[0-9a-f]{10}`);
      assert.match(error.message, named);
      if (way === 'applier') assert.match(error.message, /the program of the image broken failed/);
      return true;
    });
    const found = await pods('blue', 'web');
    assert.deepEqual(uids(found), web);
    for (const { status } of found) {
      assert.equal(status!.conditions!.find(({ type }) => type === 'Ready')!.status, 'True');
    }
    const { spec } = await trial.kube.config
      .makeApiClient(AppsV1Api)
      .readNamespacedDeployment({ name: 'web', namespace: namespaces.blue });
    assert.equal(spec!.template.spec!.containers[0].image, 'registry.example.org/docnow:1');
    const [{ metadata, status }] = await migrations();
    assert.notEqual(metadata!.name, done!.name);
    assert.equal(status!.failed, 1);
    if (way === 'terraform') {
      assert.match(await wordsOf(broken), /^migrate-\w+-\w+: the program of the image broken failed$/);
      const told = spec!.template.spec!.containers[0].envFrom!.map(({ configMapRef }) => configMapRef?.name);
      const levels = () => configurations().then((all) => Object.fromEntries(all));
      assert.ok(told.includes(configured[0]));
      assert.equal((await levels())[configured[0]], 'info', 'a pod that starts again would find another configuration');
      await assert.rejects(broken.apply(STANDBY));
      assert.equal((await levels())[configured[0]], 'info', 'a second failure took it away');
      const back = await stacks.color('blue', first);
      await back.apply(STANDBY);
      assert.deepEqual(Object.values(await levels()), ['info'], 'the way back leaves one');
      assert.deepEqual(await back.plan(STANDBY), NOTHING);
    }
  });

  await step('another release and another value renew pods, and no state has any value', async () => {
    const old = await values(trial, data, namespaces.blue);
    const second = { image: '2', revision: 2 };
    const raised = await stacks.services(second);
    assert.deepEqual(await raised.plan(), { ...NOTHING, change: 2 });
    assert.deepEqual((await values(trial, data, namespaces.blue)).born, old.born, 'a plan makes no value');
    assert.deepEqual(await raised.apply(), { ...NOTHING, change: 2 });
    const web = uids(await pods('blue', 'web'));
    const mended = await stacks.color('blue', second);
    await mended.apply(STANDBY);
    await copy(trial, namespaces.blue);
    const { born, copies } = await values(trial, data, namespaces.blue);
    assert.deepEqual(copies, born);
    for (const [key, value] of Object.entries(old.born)) assert.notEqual(born[key], value);
    const renewed = await pods('blue', 'web');
    assert.deepEqual(
      (await configurations()).map(([, level]) => level),
      ['info'],
    );
    assert.equal(uids(renewed).filter((uid) => web.includes(uid)).length, 0, 'a pod has the old value still');
    assert.deepEqual(await mended.plan(STANDBY), NOTHING);
    assert.deepEqual(await raised.plan(), NOTHING);
    texts.push(await raised.state(), await mended.state(), await green.state());
    for (const value of [...Object.values(old.born), ...Object.values(born)]) {
      for (const form of [value, Buffer.from(value, 'base64').toString()]) {
        assert.ok(!texts.some((text) => text.includes(form)), 'a value stands where it must not');
      }
    }
    assert.ok(texts.every((text) => text.length > 100));
    await Promise.all([mended.destroy(STANDBY), green.destroy(STANDBY)]);
    await raised.destroy();
    for (const namespace of [data, ...Object.values(namespaces)]) {
      await assert.rejects(trial.core.readNamespace({ name: namespace }), { code: 404 });
    }
  });
}

/** kube-score has nothing to say of these objects but what is accepted, for a reason. */
async function explained(objects: readonly KubeObject[]): Promise<void> {
  assert.deepEqual(unexplained(await scan(await ensureKubeScore(), objects), ACCEPTED), []);
}

async function makeDefaultClass({ kube }: Trial): Promise<void> {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  await kube.config.makeApiClient(StorageV1Api).createStorageClass({
    body: {
      metadata: { name: 'standard', annotations },
      provisioner: 'ebs.csi.aws.com',
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
  });
}

/** What the next plan tells of a migration that failed: Terraform's own error names the Job alone. */
async function wordsOf(runner: StackRunner): Promise<string> {
  const { outputs } = await (runner as ValuesRunner).planned(STANDBY);
  return outputs.failed_migration as string;
}

/** Has a pod with these labels that is being removed and does not go, while something is done. */
async function lingering(
  trial: Trial,
  namespace: string,
  labels: Record<string, string>,
  work: () => Promise<void>,
): Promise<void> {
  const name = 'late';
  const restricted = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const { 'pod-template-hash': _, ...own } = labels;
  await trial.core.createNamespacedPod({
    namespace,
    body: {
      metadata: { name, labels: own, finalizers: ['docnow.io/trial'] },
      spec: { containers: [{ name, image: 'late:1', securityContext: restricted }] },
    },
  });
  await trial.core.deleteNamespacedPod({ name, namespace });
  await work();
  const body = [{ op: 'remove', path: '/metadata/finalizers' }];
  await trial.core.patchNamespacedPod({ name, namespace, body });
  await until('it is gone', 20, () =>
    trial.core.readNamespacedPod({ name, namespace }).then(
      () => false,
      () => true,
    ),
  );
}
