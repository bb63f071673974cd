import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { announce } from './rig/applier/announce';
import { Charts } from './rig/applier/charts';
import { connect } from './rig/applier/connection';
import { inOrder, reversed } from './rig/applier/in-order';
import { Kinds } from './rig/applier/kinds';
import { APPLIED_BY, nameOf, Objects, same } from './rig/applier/objects';
import { answers } from './rig/applier/readings';
import { awaited } from './rig/applier/rollout';
import { PATIENCE_SECONDS } from './rig/applier/settle';
import { splitStack } from './rig/applier/split-stack';
import { toObjects } from './rig/applier/to-objects';
import { fieldName, Schemas, translate } from './rig/applier/translate';
import { startTrial, Trial } from './rig/applier/trial';
import { synthTrial } from './rig/applier/trial-stacks';
import { Outputs } from './rig/applier/values-runner';
import { stuck } from './rig/kube/stuck';
import { until } from './rig/processes/until';
import { Variables } from './rig/stack-runner';
import { ensureHelm } from './rig/tools/ensure-tools';

const schemas: Schemas = {
  Pod: {
    type: 'object',
    properties: {
      containers: { type: 'array', items: { allOf: [{ $ref: '#/components/schemas/Container' }] } },
      nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
      emptyDir: { type: 'object', properties: { medium: { type: 'string' } } },
      defaultMode: { type: 'integer' },
      runAsUser: { type: 'integer' },
    },
  },
  Container: {
    type: 'object',
    properties: { name: { type: 'string' }, port: { format: 'int-or-string', oneOf: [] } },
  },
};

void test('a body becomes the fields that the schema knows', () => {
  const body = {
    container: [{ name: 'web', port: '3000' }],
    node_selector: { 'a.b/c_d': true },
    empty_dir: [{}],
    default_mode: '0644',
    run_as_user: '1000',
  };
  assert.deepEqual(translate(body, schemas.Pod, schemas), {
    containers: [{ name: 'web', port: 3000 }],
    nodeSelector: { 'a.b/c_d': 'true' },
    emptyDir: {},
    defaultMode: 420,
    runAsUser: 1000,
  });
});

void test('a field that the server does not know is refused by name', () => {
  assert.throws(() => translate({ nonsense: 1 }, schemas.Pod, schemas), /no field for nonsense/);
});

void test('initials and plurals are found', () => {
  assert.equal(fieldName('cluster_ip', ['clusterIP', 'clusterIPs']), 'clusterIP');
  assert.equal(fieldName('policy', ['policies']), 'policies');
});

void test('a refused pod is told with its reason, a young one is not', () => {
  const refused = {
    type: 'Warning',
    reason: 'FailedCreate',
    message: 'exceeded quota',
    involvedObject: { kind: 'ReplicaSet', name: 'web' },
  };
  assert.match(stuck({ pods: [], events: [refused] }, 0)!, /ReplicaSet web: FailedCreate: exceeded quota/);
  const young = { reason: 'Unschedulable', status: 'False', lastTransitionTime: new Date(0).toISOString() };
  const pod = { metadata: { name: 'web' }, status: { conditions: [young] } };
  assert.equal(stuck({ pods: [pod], events: [] }, 5_000), undefined);
  assert.match(stuck({ pods: [pod], events: [] }, 60_000)!, /Unschedulable for 60 s/);
});

const none = { add: 0, change: 0, destroy: 0 };
const namespaced = '${kubernetes_namespace_v1.Space.metadata[0].name}';

void test('a stack is divided into what Terraform does and what goes to the API server', () => {
  const { values, resources } = splitStack({
    terraform: { required_providers: { aws: { source: 'aws' }, kubernetes: { source: 'kubernetes' } } },
    provider: { aws: [{ region: 'us-east-1' }], kubernetes: [{ host: '${data.x.y.host}' }] },
    resource: {
      aws_thing: { A: { name: namespaced, depends_on: ['kubernetes_service_v1.Web', 'aws_thing.B'] }, B: {} },
      kubernetes_namespace_v1: { Space: { '//': {}, metadata: { name: 'blue-${var.suffix}' } } },
      kubernetes_service_v1: {
        Web: {
          metadata: { name: 'web', namespace: namespaced },
          depends_on: ['aws_thing.A'],
          lifecycle: {
            prevent_destroy: true,
            precondition: [{ condition: `\${${namespaced.slice(2, -1)} != ""}`, error_message: 'no name' }],
          },
        },
      },
    },
    output: { space: { value: namespaced } },
    variable: { suffix: { type: 'string' } },
  });
  assert.deepEqual(values, {
    terraform: { required_providers: { aws: { source: 'aws' } } },
    provider: { aws: [{ region: 'us-east-1' }] },
    resource: {
      aws_thing: {
        A: { name: '${local.kubernetes_namespace_v1__Space.metadata.name}', depends_on: ['aws_thing.B'] },
        B: {},
      },
    },
    locals: {
      kubernetes_namespace_v1__Space: { metadata: { name: 'blue-${var.suffix}' } },
      kubernetes_service_v1__Web: {
        metadata: { name: 'web', namespace: '${local.kubernetes_namespace_v1__Space.metadata.name}' },
      },
    },
    output: {
      space: { value: '${local.kubernetes_namespace_v1__Space.metadata.name}' },
      kubernetes_namespace_v1__Space: { value: '${local.kubernetes_namespace_v1__Space}', sensitive: true },
      kubernetes_service_v1__Web: {
        value: '${local.kubernetes_service_v1__Web}',
        sensitive: true,
        precondition: [
          {
            condition: '${local.kubernetes_namespace_v1__Space.metadata.name != ""}',
            error_message: 'no name',
          },
        ],
      },
    },
    variable: { suffix: { type: 'string' } },
  });
  assert.deepEqual(
    resources.map(({ address, after: earlier, preventDestroy }) => [address, earlier, preventDestroy]),
    [
      ['kubernetes_namespace_v1.Space', [], false],
      ['kubernetes_service_v1.Web', ['kubernetes_namespace_v1.Space'], true],
    ],
  );
});

void test('what a stack reads from the cluster is asked before, and told by a variable', () => {
  const drivers = { api_version: 'storage.k8s.io/v1', kind: 'CSIDriver', field_selector: 'metadata.name=x' };
  const data = { kubernetes_resources: { Drivers: drivers }, aws_thing: { A: {} } };
  const found = '${length(data.kubernetes_resources.Drivers.objects)}';
  const { values, readings } = splitStack({ data, output: { found: { value: found } } });
  const { terraform: _, ...written } = values;
  const variable = 'data__kubernetes_resources__Drivers';
  assert.deepEqual(written, {
    data: { aws_thing: { A: {} } },
    locals: { [variable]: `\${jsondecode(var.${variable})}` },
    output: { found: { value: `\${length(local.${variable}.objects)}` } },
    variable: { [variable]: { type: 'string' } },
  });
  const [{ kind, fieldSelector }, ...others] = readings;
  assert.deepEqual([kind, fieldSelector, others], ['CSIDriver', 'metadata.name=x', []]);
  const pods = {
    Pods: { api_version: 'v1', kind: 'Pod', for_each: `\${toset(${found.slice(2, -1)})}`, namespace: '${each.value}' },
  };
  const several = splitStack({ data: { kubernetes_resources: { Drivers: drivers, ...pods } } });
  const { namespace, namespaces } = several.readings[1];
  assert.deepEqual([namespace, namespaces], [undefined, 'data__kubernetes_resources__Pods__each']);
  assert.equal(several.values.locals[namespaces!], `\${toset(length(local.${variable}.objects))}`);
  const computed = { Drivers: { ...drivers, kind: '${var.kind}' } };
  assert.throws(() => splitStack({ data: { kubernetes_resources: computed } }), /an expression in what is read is not/);
});

void test('what cannot be played without the provider is refused by name', () => {
  const config = (more: object) => ({ resource: { kubernetes_config_map_v1: { A: { metadata: {}, ...more } } } });
  assert.throws(() => splitStack(config({ count: 2 })), /kubernetes_config_map_v1.A: count is not played/);
  assert.throws(() => splitStack(config({ lifecycle: { ignore_changes: ['data'] } })), /ignore_changes is not played/);
  const each = { api_version: 'v1', kind: 'Pod', for_each: '${toset(["v1"])}', namespace: 'a' };
  assert.throws(() => splitStack({ data: { kubernetes_resources: { Pods: each } } }), /for_each over anything but/);
  assert.throws(() => splitStack({ data: { kubernetes_secret_v1: { S: {} } } }), /data.kubernetes_secret_v1/);
  const asked = '${kubernetes_config_map_v1.A.metadata[0].uid}';
  assert.throws(
    () => splitStack({ ...config({}), output: { uid: { value: asked } } }),
    /uid is not written in the stack/,
  );
});

void test('work is done in order, what follows a failure is not, and the rest is', async () => {
  const order = new Map([
    ['service', ['namespace']],
    ['namespace', []],
    ['web', ['service', 'broken']],
    ['broken', ['namespace']],
  ]);
  const done: string[] = [];
  const work = async (name: string) => {
    if (name === 'broken') throw new Error('it broke');
    done.push(name);
  };
  await assert.rejects(inOrder(order, work), /it broke/);
  assert.deepEqual(done, ['namespace', 'service']);
  assert.deepEqual(reversed(order).get('namespace'), ['service', 'broken']);
});

void test('a rollout is over when the provider says so', () => {
  const metadata = { name: 'web', generation: 2 };
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 2 } };
  const status = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
  assert.equal(awaited({ ...web, status }), undefined);
  assert.match(awaited({ ...web, status: { ...status, observedGeneration: 1 } })!, /has not begun/);
  assert.match(awaited({ ...web, status: { ...status, replicas: 3 } })!, /1 old pods/);
  const late = { ...status, conditions: [{ type: 'Progressing', reason: 'ProgressDeadlineExceeded' }] };
  assert.throws(() => awaited({ ...web, status: late }), /deadline/);
});

void test('one line says that the provider was not exercised, and can be made a failure', () => {
  const said: string[] = [];
  announce('no mirror', (line) => said.push(line), {});
  announce('no mirror', (line) => said.push(line), {});
  assert.equal(said.length, 1);
  assert.match(said[0], /WERE NOT EXERCISED/);
  assert.throws(() => announce('no mirror', () => {}, { REQUIRE_PROVIDERS: '1' }), /filesystem mirror/);
});

let trial: Trial;
before(async () => {
  trial = await startTrial();
});
after(() => trial?.stop());

const space = (name: string) => ({ kubernetes_namespace_v1: { Space: { metadata: { name } } } });
const settings = (data: object) => ({
  kubernetes_config_map_v1: { Settings: { metadata: { name: 'settings', namespace: namespaced }, data } },
});
const deployment = (replicas: string, labels: Record<string, string> = { app: 'sleeper' }) => ({
  kubernetes_deployment_v1: {
    Sleeper: {
      metadata: { name: 'sleeper', namespace: namespaced },
      spec: {
        replicas,
        selector: { match_labels: labels },
        template: { metadata: { labels }, spec: { container: [{ name: 'sleeper', image: 'sleeper:1' }] } },
      },
    },
  },
});

void test('changes are counted as the server sees them', async () => {
  const variable = { replicas: { type: 'number', default: 1 } };
  const stack = async (resource: object) =>
    trial.applier('counted', await trial.stack('counted', { ...space('counted'), ...resource }, { variable }));
  const first = await stack({ ...settings({ a: '1' }), ...deployment('${var.replicas}') });
  assert.deepEqual(await first.plan(), { add: 3, change: 0, destroy: 0 });
  assert.deepEqual(await first.apply(), { add: 3, change: 0, destroy: 0 });
  assert.deepEqual(await first.plan(), none);
  assert.deepEqual(await first.apply(), none);
  assert.deepEqual(await first.plan({ replicas: 3 }), { add: 0, change: 1, destroy: 0 });
  assert.deepEqual(await first.apply({ replicas: 3 }), { add: 0, change: 1, destroy: 0 });
  const { items } = await trial.core.listNamespacedPod({ namespace: 'counted' });
  assert.equal(items.length, 3);

  const settingsName = { name: 'settings', namespace: 'counted' };
  const live = await trial.core.readNamespacedConfigMap(settingsName);
  assert.deepEqual(live.metadata!.annotations, { [APPLIED_BY]: 'docnow-rig/counted' }, 'that is all that is added');
  await trial.core.replaceNamespacedConfigMap({ ...settingsName, body: { ...live, data: { a: '2' } } });
  assert.deepEqual(await first.apply({ replicas: 3 }), { add: 0, change: 1, destroy: 0 }, 'a change by hand is undone');
  assert.deepEqual((await trial.core.readNamespacedConfigMap(settingsName)).data, { a: '1' });

  const other = await stack({ ...settings({ a: '1' }), ...deployment('${var.replicas}', { app: 'another' }) });
  assert.deepEqual(await other.plan(), { add: 1, change: 0, destroy: 1 }, 'a selector cannot be changed');
  assert.deepEqual(await other.apply(), { add: 1, change: 0, destroy: 1 });

  const second = await stack(deployment('2', { app: 'another' }));
  assert.deepEqual(await second.plan(), { add: 0, change: 1, destroy: 1 });
  assert.deepEqual(await second.apply(), { add: 0, change: 1, destroy: 1 });
  assert.deepEqual(await second.plan(), none);
  assert.deepEqual(await second.destroy(), { add: 0, change: 0, destroy: 2 });
  await assert.rejects(trial.core.readNamespace({ name: 'counted' }), { code: 404 });
});

void test('conditions of the stack are asked before anything is applied', async () => {
  const resource = space('guarded');
  const precondition = [{ condition: '${var.go == "yes"}', error_message: 'Say yes.' }];
  Object.assign(resource.kubernetes_namespace_v1.Space, { lifecycle: { precondition, prevent_destroy: true } });
  const runner = await trial.applier('guarded', await trial.stack('guarded', resource, { variable: { go: {} } }));
  await assert.rejects(runner.plan({ go: 'no' }), /Say yes/);
  await assert.rejects(runner.apply({ go: 'no' }), /Say yes/);
  await assert.rejects(trial.core.readNamespace({ name: 'guarded' }), { code: 404 });
  await runner.apply({ go: 'yes' });
  await assert.rejects(runner.destroy({ go: 'yes' }), /kubernetes_namespace_v1.Space: .*prevent_destroy/);
});

void test('what another has made is not taken over', async () => {
  await trial.core.createNamespace({ body: { metadata: { name: 'taken' } } });
  const runner = await trial.applier('taken', await trial.stack('taken', space('taken')));
  await assert.rejects(runner.apply(), /Namespace taken is there already, and this stack has not made it/);
  assert.deepEqual(await runner.destroy(), none);
  await trial.core.readNamespace({ name: 'taken' });
});

void test('a rollout that stands still fails, with what the pods say', async () => {
  const stuckForEver = { ...space('still'), ...deployment('1', { app: 'sleeper' }) };
  const [sleeper] = Object.values<any>(stuckForEver.kubernetes_deployment_v1);
  sleeper.spec.template.spec.readiness_gate = [{ condition_type: 'example.org/never' }];
  const runner = await trial.applier('still', await trial.stack('still', stuckForEver), 8);
  const applied = runner.apply();
  const told = tellOfPod('still', 'Failed', 'Failed to pull image "sleeper:1": not found');
  await assert.rejects(applied, (error: Error) => {
    assert.match(error.message, /Failed: Failed to pull image "sleeper:1": not found/);
    assert.match(error.message, /Deployment.apps still\/sleeper: 0 of 1 pods are Ready; nothing has moved for \d+ s/);
    assert.match(error.message, /pod sleeper-\S+ \(sleeper:1\) is Running/);
    assert.match(error.message, /readiness gate example.org\/never|not Ready/);
    return true;
  });
  await told;
  assert.ok(PATIENCE_SECONDS < 60);
  assert.deepEqual(await runner.destroy(), { add: 0, change: 0, destroy: 2 });
});

void test('a rollout whose pods are refused fails within a minute, with the event', async () => {
  const refused = { ...space('refused'), ...deployment('1') };
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  Object.assign(refused.kubernetes_namespace_v1.Space.metadata, { labels });
  const runner = await trial.applier('refused', await trial.stack('refused', refused));
  const begun = Date.now();
  await assert.rejects(runner.apply(), /ReplicaSet sleeper-\S+: FailedCreate: .*violates PodSecurity "restricted/);
  assert.ok(Date.now() - begun < 60_000);
  await runner.destroy();
});

void test('the library’s own stacks are applied, found unchanged, changed in part, and leave nothing', async () => {
  const out = (name: string) => join(trial.folder.path, name);
  const whole = synthTrial(out('whole'));
  const services = await trial.applier('services', whole.services);
  const blue = await trial.applier('blue', whole.blue);
  const active = { workers: 'active' };
  const made = await services.apply();
  assert.deepEqual(await blue.plan(active), { add: 21, change: 0, destroy: 0 });
  assert.deepEqual(await blue.apply(active), { add: 21, change: 0, destroy: 0 });
  assert.deepEqual([await services.plan(), await blue.plan(active)], [none, none]);
  await assert.rejects(blue.plan({ workers: 'both' }), /workers must be active, standby or draining/);
  assert.deepEqual(await blue.apply({ workers: 'standby' }), { add: 0, change: 2, destroy: 0 });

  const three = await trial.applier('blue', synthTrial(out('three'), { webReplicas: 3 }).blue);
  assert.deepEqual(await three.apply({ workers: 'standby' }), { add: 0, change: 1, destroy: 0 });
  const less = await trial.applier('services', synthTrial(out('less'), { elasticsearch: false }).services);
  assert.deepEqual(await less.apply(), { add: 0, change: 0, destroy: 7 });

  const objects = await ownedBy('blue');
  const binding = objects.find(({ kind }) => kind === 'TargetGroupBinding');
  assert.equal(binding?.metadata.annotations['meta.helm.sh/release-name'], 'web');
  assert.deepEqual(await three.destroy({ workers: 'standby' }), { add: 0, change: 0, destroy: 21 });
  assert.deepEqual(await less.destroy(), { add: 0, change: 0, destroy: made.add - 7 });
  assert.deepEqual([await ownedBy('blue'), await ownedBy('services')], [[], []]);
  await assert.rejects(trial.core.readNamespace({ name: 'docnow-blue' }), { code: 404 });
});

/** Says of the first pod of a namespace what a kubelet would. */
async function tellOfPod(namespace: string, reason: string, message: string) {
  const pods = () => trial.core.listNamespacedPod({ namespace }).then(({ items }) => items);
  await until('there is a pod', 20, async () => (await pods()).length > 0);
  const [{ metadata }] = await pods();
  const now = new Date();
  await trial.core.createNamespacedEvent({
    namespace,
    body: {
      metadata: { generateName: 'kubelet-' },
      involvedObject: { kind: 'Pod', namespace, name: metadata!.name, uid: metadata!.uid },
      ...{ type: 'Warning', reason, message, count: 1, firstTimestamp: now, lastTimestamp: now },
    },
  });
}

async function ownedBy(stack: string) {
  const ask = await connect(trial.kube.config);
  return new Objects(ask, new Kinds(ask), `docnow-rig/${stack}`).owned();
}

void test('the provider makes the same of the stacks', async (t) => {
  if (trial.providers.missing.length) return t.skip(trial.providers.why);
  const stacks = synthTrial(join(trial.folder.path, 'both'));
  const services = await trial.terraform('services', stacks.services);
  const blue = await trial.terraform('blue', stacks.blue);
  const workers = { workers: 'active' };
  await services.apply();
  await blue.apply(workers);
  await wouldBeLeftAlone(stacks.services);
  await wouldBeLeftAlone(stacks.blue, workers);
  await blue.destroy(workers);
  await services.destroy();
});

/** What was applied by the provider would not change by being applied by the rig, however forcefully. */
async function wouldBeLeftAlone(stack: string, variables?: Variables) {
  const { values, resources, readings } = splitStack(JSON.parse(await readFile(join(stack, 'cdk.tf.json'), 'utf8')));
  const folder = await trial.stack('values', {}, { ...values, terraform: {} });
  await cp(stack, folder, { recursive: true, filter: (path) => !path.endsWith('cdk.tf.json') });
  const terraform = trial.values('values', folder);
  await terraform.init();
  const ask = await connect(trial.kube.config);
  const kinds = new Kinds(ask);
  const evaluate = (local: string, told: Variables) => terraform.evaluate(`local.${local}`, { ...variables, ...told });
  const { outputs: played } = await terraform.planned({
    ...variables,
    ...(await answers(readings, ask, kinds, evaluate)),
  });
  const outputs = await asGenerated(played);
  const server = new Objects(ask, kinds, 'docnow-rig/values');
  const charts = new Charts(ensureHelm, folder, kinds, async () => 'v1.34.2');
  assert.ok(resources.length > 10);
  for (const { type, output } of resources) {
    for (const object of (await toObjects(type, outputs[output], kinds, charts)).objects) {
      const [live, ours] = await Promise.all([server.live(object), server.dryRun(object)]);
      delete ours.metadata.annotations[APPLIED_BY];
      if (!Object.keys(ours.metadata.annotations).length) delete ours.metadata.annotations;
      assert.ok(live && same(live, ours), `${nameOf(object)} differs:\n${JSON.stringify([live, ours], null, 1)}`);
    }
  }
}

/** What was played with the names that the API server has made up. */
async function asGenerated(outputs: Outputs): Promise<Outputs> {
  const { items } = await trial.core.listConfigMapForAllNamespaces();
  const made = items.flatMap(({ metadata }) => (metadata!.generateName ? [metadata!] : []));
  assert.ok(made.length > 0, 'no name is made up');
  const named = (text: string) =>
    made.reduce((so, { generateName, name }) => so.replaceAll(`${generateName}played`, name!), text);
  return JSON.parse(named(JSON.stringify(outputs)));
}
