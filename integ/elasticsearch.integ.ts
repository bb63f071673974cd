import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StorageV1Api, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { clients } from './checks/services/ask';
import { emptyBucket } from './copies/bucket';
import { copying, run } from './copies/copier';
import { startGate } from './copies/gate';
import { PodFiles, Said } from './elasticsearch/files';
import { BUCKET, Wanted, write, STACK } from './elasticsearch/written';
import { commandsUnder } from './page';
import { StartedAws, startAws } from './rig/aws/start';
import { startElasticsearch } from './rig/elasticsearch/elasticsearch';
import { ensureElasticsearch } from './rig/elasticsearch/ensure-elasticsearch';
import { fill } from './rig/elasticsearch/fill';
import { RunningKube, startKube } from './rig/kube/control-plane';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { until } from './rig/processes/until';
import { orSkip } from './rig/servers/found';
import { StackRunner } from './rig/stack-runner';
import { chooseRunner } from './rig/terraform/choose-runner';
import { findProviders, Providers } from './rig/terraform/providers';
import { ensureTools } from './rig/tools/ensure-tools';
import { onPath } from './rig/tools/on-path';
import { Tools } from './rig/tools/tools';
import { awsCli } from './state/scene';
import { timed } from './timed';

const namespace = 'docnow-data';
const nothing = { add: 0, change: 0, destroy: 0 };
let folder: TemporaryFolder;
let tools: Tools;
let aws: StartedAws;
let kube: RunningKube;
let providers: Providers;

before(async () => {
  folder = await temporaryFolder('docnow-elasticsearch-');
  tools = await ensureTools();
  [aws, kube, providers] = await Promise.all([
    startAws(tools, folder.path),
    startKube(tools, join(folder.path, 'kube')),
    findProviders(tools, folder.path),
  ]);
  await kube.config.makeApiClient(StorageV1Api).createStorageClass({
    body: {
      metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'ebs.csi.aws.com',
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Delete',
      allowVolumeExpansion: true,
    },
  });
  await (await sized({ nodes: 1 })).apply();
});

after(async () => {
  await Promise.all([kube?.stop(), aws?.stop()]);
  await folder?.delete();
});

let written = 0;

/** The stack, ready to be planned, with Elasticsearch of this size. */
async function sized(size: Omit<Wanted, 'outdir' | 'kubeconfigPath' | 's3Port'>): Promise<StackRunner> {
  const outdir = join(folder.path, `out-${(written += 1)}`);
  const stack = write({
    ...size,
    outdir,
    kubeconfigPath: kube.kubeconfigPath,
    s3Port: Number(new URL(aws.endpoint).port),
  });
  const options = { tools, aws, kube, providers, dir: folder.path, say: console.error };
  const runner = chooseRunner(STACK, stack, options);
  await runner.init();
  return runner;
}

const reach = () => clients({ aws, kube });

/** Each pod and which one of that name it is. */
async function pods(): Promise<Record<string, string>> {
  const labelSelector = 'app.kubernetes.io/name=elasticsearch';
  const { items } = await reach().core.listNamespacedPod({ namespace, labelSelector });
  return Object.fromEntries(items.map(({ metadata }) => [metadata!.name!, metadata!.uid!]));
}

async function claims(): Promise<V1PersistentVolumeClaim[]> {
  const labelSelector = 'app.kubernetes.io/instance=elasticsearch';
  return (await reach().core.listNamespacedPersistentVolumeClaim({ namespace, labelSelector })).items;
}

/** What the pods find at `/docnow`. */
async function files(): Promise<Record<string, string>> {
  return (await reach().core.readNamespacedConfigMap({ namespace, name: 'elasticsearch-files' })).data!;
}

/** What stands in a pod before a size is changed, for whoever runs the real program. */
const inPods: Record<number, Record<string, string>> = {};

void test('the number of nodes is changed in place, and none goes unless drained', async (context) => {
  inPods[1] = await files();
  const [one, three] = [await pods(), await sized({ nodes: 3 })];
  assert.deepEqual(await timed(context, '1 to 3', three.apply()), { ...nothing, change: 2 });
  assert.deepEqual(await three.plan(), nothing);
  const grown = await pods();
  assert.deepEqual({ ...grown, ...one }, grown, 'a pod was made anew');
  assert.deepEqual(Object.keys(grown), ['elasticsearch-0', 'elasticsearch-1', 'elasticsearch-2']);
  inPods[3] = await files();
  assert.deepEqual([inPods[1].quorum, inPods[3].quorum], ['1', '2']);

  const [resize, apply] = commandsUnder('Fewer nodes', 'elasticsearch.md');
  const two = await sized({ nodes: 2 });
  await assert.rejects(two.plan(), (error: Error) => {
    const command = resize.trim().replaceAll(/[[\]()*+?.$^|\\]/g, '\\$&');
    assert.match(
      error.message,
      /nodes of elasticsearch is 2, but 3 run, and what goes may hold the only copy of a shard/,
    );
    assert.match(error.message, new RegExp(`Let it move first: ${command}\n`));
    return true;
  });
  const [, variable, value] = /-var (\w+)=(\d+)/.exec(apply)!;
  assert.deepEqual(await timed(context, '3 to 2', two.apply({ [variable]: value })), { ...nothing, change: 1 });
  const shrunk = await pods();
  assert.deepEqual(Object.keys(shrunk), ['elasticsearch-0', 'elasticsearch-1']);
  assert.deepEqual({ ...grown, ...shrunk }, grown, 'a pod was made anew');
  assert.equal((await claims()).length, 3, 'a volume went with its node');
});

/** Types commands into a shell whose kubectl reaches the rig. */
async function typed(commands: string): Promise<void> {
  const env = { ...process.env, KUBECONFIG: kube.kubeconfigPath };
  await promisify(execFile)('bash', ['-euc', commands], { env });
}

function kubectl(context: TestContext): boolean {
  const lacks = 'kubectl is not on PATH. Get it from https://kubernetes.io/docs/tasks/tools.';
  return orSkip(context, onPath('kubectl') ? { there: true } : { lacks }) !== undefined;
}

async function volumesGrow(context: TestContext): Promise<void> {
  if (!kubectl(context)) return;
  await typed(commandsUnder('Fewer nodes', 'elasticsearch.md')[2]);
  const [running, larger] = [await pods(), await sized({ nodes: 2, storageGiB: 40 })];
  await assert.rejects(larger.plan(), (error: Error) => {
    assert.match(error.message, /storageGiB of elasticsearch is 40, but there are volumes of 20Gi\. Volumes can grow/);
    assert.match(
      error.message,
      /patch "\$claim" -p '\{"spec":\{"resources":\{"requests":\{"storage":"40Gi"\}\}\}\}'; done\n/,
    );
    assert.match(error.message, /\nkubectl -n docnow-data delete statefulset elasticsearch --cascade=orphan\n/);
    return true;
  });
  await typed(commandsUnder('More disk', 'elasticsearch.md')[0]);
  // The rig's applier, in place of the provider, takes what was deleted by hand for replaced.
  const destroy = providers.missing.length ? 1 : 0;
  assert.deepEqual(await timed(context, 'more disk', larger.apply()), { ...nothing, add: 1, destroy });
  assert.deepEqual(await larger.plan(), nothing);
  assert.deepEqual(await pods(), running, 'a pod was made anew');
  await until('the claims have grown', 20, async () => {
    const sizes = (await claims()).map(({ status }) => status?.capacity?.storage);
    return sizes.length === 2 && sizes.every((size) => size === '40Gi');
  });
  await assert.rejects((await sized({ nodes: 2, storageGiB: 20 })).plan(), /there are volumes of 40Gi.*never shrink/);
}

async function snapshotOnDemand(context: TestContext): Promise<void> {
  if (!kubectl(context)) return;
  await typed(commandsUnder('Snapshots', 'elasticsearch.md')[0]);
  const labelSelector = 'app.kubernetes.io/name=elasticsearch-snapshot';
  await until('its pod runs', 30, async () => {
    const { items } = await reach().core.listNamespacedPod({ namespace, labelSelector });
    return items.some(({ status }) => status?.phase === 'Running' || status?.phase === 'Succeeded');
  });
}

interface Health {
  readonly status: string;
  readonly number_of_nodes: number;
}

async function realData(context: TestContext): Promise<void> {
  const found = orSkip(context, await ensureElasticsearch());
  if (!found) return;
  const pod = new PodFiles(folder.path);
  const settings = (nodes: number) => ({ 'discovery.zen.minimum_master_nodes': inPods[nodes].quorum });
  const started = startElasticsearch({ ...found, dir: folder.path, most: 3, settings: () => settings(1) });
  const elasticsearch = await timed(context, 'start', started);
  context.after(() => elasticsearch.stop());
  const count = async () => (await elasticsearch.ask<{ count: number }>('docnow-tweet/_count')).count;
  const health = () => elasticsearch.ask<Health>('_cluster/health');
  // Elasticsearch waits a minute for a node that left before it copies what that node had.
  const green = () => until('all copies are there', 180, async () => (await health()).status === 'green');
  const said = async (asked: Promise<Said>, words: RegExp, code = 0) => {
    const { code: was, words: were } = await asked;
    assert.match(were, words);
    assert.equal(was, code, were);
  };
  const live = async () => {
    const { persistent } = await elasticsearch.ask<{ persistent: {} }>('_cluster/settings?flat_settings=true');
    return persistent as Record<string, string>;
  };
  await pod.put(inPods[1]);
  await said(pod.type('bash /docnow/ready', elasticsearch), /^$/);
  await fill(elasticsearch, 'docnow-tweet', 0, 1000);

  await pod.put(inPods[3]);
  const more = await Promise.all([1, 2].map((ordinal) => elasticsearch.start(ordinal, settings(3))));
  const ready = async ({ name: node, url }: { name: string; url: string }) =>
    (await pod.type('bash /docnow/ready', elasticsearch, { node, url })).code === 0;
  for (const node of more) await until(`${node.name} is ready`, 60, () => ready(node));
  assert.equal((await live())['discovery.zen.minimum_master_nodes'], '2', 'nobody raised the quorum');
  await green();

  const [resize] = commandsUnder('Fewer nodes', 'elasticsearch.md');
  await said(
    pod.type(resize, elasticsearch),
    /Every shard has a copy on the 2 nodes .*-var elasticsearch_drained_to=2\n$/,
  );
  await more[1].stop();
  await until('a node is gone', 60, async () => (await health()).number_of_nodes === 2);
  assert.equal(await count(), 1000);
  await said(pod.type(resize, elasticsearch), /^All 2 nodes may have shards\.\n$/);
  await green();

  await said(pod.type(resize.replace(/2\n$/, '1\n'), elasticsearch), /on the 1 nodes .*drained_to=1\n$/);
  await more[0].stop();
  await until('a node is gone', 60, async () => (await health()).number_of_nodes === 1);
  assert.equal(await count(), 1000);
  assert.equal((await live())['discovery.zen.minimum_master_nodes'], '1');
  // One that was drained has to be let in again.
  const back = await elasticsearch.start(1, settings(3));
  const comes = { node: back.name, url: back.url };
  const again = `rm ${join(folder.path, `${back.name}.joined`)}; bash /docnow/ready`;
  await said(pod.type(again, elasticsearch, comes), /elasticsearch-1 was drained and gets no shards/, 1);
  await said(pod.type(resize, elasticsearch), /^All 2 nodes may have shards\.\n$/);
  await until(`${back.name} is ready`, 60, () => ready(back));
  await said(pod.type(resize.replace(/2\n$/, '\n'), elasticsearch), /Say how many nodes shall stay/, 1);

  const [, list, restore] = commandsUnder('Snapshots', 'elasticsearch.md');
  const { spec } = await clients({ aws, kube }).batch.readNamespacedCronJob({
    namespace,
    name: 'elasticsearch-snapshot',
  });
  const [{ command, env }] = spec!.jobTemplate.spec!.template.spec!.containers;
  const given = Object.fromEntries(env!.map(({ name, value }) => [name, value]));
  const snapshot = async () => (await pod.type(command!.join(' '), elasticsearch, { env: given })).words.trim();
  const name = await snapshot();
  assert.match(name, /^docnow-\d{8}t\d{6}z$/);
  await elasticsearch.ask('docnow-tweet/_delete_by_query?refresh=true', 'POST', { query: { match_all: {} } });
  await fill(elasticsearch, 'docnow-later', 0, 10);
  assert.equal(await count(), 0);
  await said(pod.type(list, elasticsearch), new RegExp(`${name} SUCCESS 1\n`));
  await said(pod.type(restore.replace(/docnow-\d+t\d+z/, 'docnow-never'), elasticsearch), /There is no snapshot/, 1);
  await said(pod.type(restore.replace(/docnow-\d+t\d+z/, name), elasticsearch), /is put back: docnow-tweet\n$/);
  assert.equal(await count(), 1000);
  assert.equal((await elasticsearch.ask<{ count: number }>('docnow-later/_count')).count, 10);
  await copied(context, elasticsearch.repository);
  await elasticsearch.ask('docnow-tweet', 'DELETE');
  await said(pod.type(restore.replace(/docnow-\d+t\d+z/, name), elasticsearch), /is put back: docnow-tweet\n$/);
  assert.equal(await count(), 1000);
  const names = [name, await snapshot()];
  // A snapshot is named by its second.
  await sleep(1000);
  names.push(await snapshot());
  const { words } = await pod.type(list, elasticsearch);
  assert.deepEqual([...words.matchAll(/docnow-\d+t\d+z/g)].flat(), [...new Set(names)].slice(-2), 'KEEP=2');
}

/** The snapshots' volume is copied by a pod that is lost and by one that completes it, then lost itself, and fetched. */
async function copied(context: TestContext, volume: string): Promise<void> {
  const cli = await awsCli(context);
  if (!cli) return;
  const [copy, fetched] = await Promise.all(
    ['copy', 'fetch'].map(async (what) =>
      copying(await reach().batch.readNamespacedCronJob({ namespace, name: `elasticsearch-${what}` })),
    ),
  );
  await emptyBucket(aws, BUCKET);
  const gate = await startGate(aws.endpoint);
  context.after(() => gate.close());
  const around = { cli, gate, dir: folder.path };
  assert.equal((await run(copy, volume, around, 9)).ending, 'killed');
  const completed = await run(copy, volume, around);
  assert.deepEqual(
    [completed.ending, completed.words],
    ['0', 's3://backups/elasticsearch is as the volume is: index-0\n'],
  );
  for (const name of await readdir(volume)) await rm(join(volume, name), { recursive: true });
  const { ending, words } = await run(fetched, volume, around);
  assert.deepEqual([ending, words], ['0', 'Fetched: index-0 \n']);
}

void test('what an operator types', { concurrency: true }, async (context) => {
  await Promise.all([
    context.test('volumes grow, and the pods run on', volumesGrow),
    context.test('a snapshot is made at once, by a pod that reaches Elasticsearch alone', snapshotOnDemand),
    context.test('the real Elasticsearch grows, shrinks, is put back, and loses none of 1,000 documents', realData),
  ]);
});

void test('nothing went wrong with any volume', () => assert.deepEqual(kube.troubles, []));
