import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestContext } from 'node:test';
import { BatchV1Api, CoreV1Api, V1Pod } from '@kubernetes/client-node';
import { Relays } from './relays';
import { commands, home, typed } from './typed';
import { step } from '../contracts/suite';
import { ROOT } from '../project';
import { Load } from '../rig/load/load';
import { until } from '../rig/processes/until';
import { Rig } from '../rig/rig';
import { orSkip } from '../rig/servers/found';
import { onPath } from '../rig/tools/on-path';

const NAMESPACES = ['docnow-data', 'docnow-front', 'docnow-blue', 'docnow-green'];
/** What is left of 4 GiB for Kubernetes itself: kind's own pods ask for 290 MiB, k3d's for 140. */
const CLUSTER_MIB = 4096 - 512;

/** The example for laptops, by the commands of its README, on the API server of the rig. */
export function localExample(outer: TestContext, rig: Rig): Promise<void> {
  return outer.test('examples/local, by the commands of its README', async (context) => {
    if (rig.providers.missing.length) return context.skip(rig.providers.why);
    const lacks = missing();
    if (lacks && !orSkip(context, { lacks })) return;
    const [up, ...rest] = await commands();
    const [toGreen, toBlue, down] = rest;
    assert.equal(rest.length, 3);
    await step(context, 'up makes both colours, in 4 GiB', async () => {
      assert.match(await typed(rig, up), /requests go to blue: port 30080/);
      await memory(rig);
      await oneFolder(rig);
      await closed(rig);
    });
    await step(context, 'switch, there and back, loses no request and has one pair of workers', () =>
      switched(rig, [
        [toGreen, 'green'],
        [toBlue, 'blue'],
      ]),
    );
    await step(context, 'down leaves nothing', async () => {
      await typed(rig, down);
      await gone(rig);
    });
  });
}

function missing(): string | undefined {
  const programs = ['kubectl', 'haproxy'].filter((name) => !onPath(name));
  return programs.length ? `${programs.join(' and ')} not found: install it, such as by apt-get.` : undefined;
}

const core = ({ kube }: Rig) => kube.config.makeApiClient(CoreV1Api);

async function running(rig: Rig): Promise<V1Pod[]> {
  const lists = await Promise.all(NAMESPACES.map((namespace) => core(rig).listNamespacedPod({ namespace })));
  return lists
    .flatMap(({ items }) => items)
    .filter(({ metadata, status }) => !metadata!.deletionTimestamp && status!.phase === 'Running');
}

/** The table of the README is what the pods have, and all of it fits. */
async function memory(rig: Rig): Promise<void> {
  const text = await readFile(join(ROOT, 'examples', 'local', 'README.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (\w+)[^|]*\| (\d+) \| (\d+) \| (\d+) \|$/gm)].map(([, what, ...figures]) => [
    what.toLowerCase(),
    ...figures.map(Number),
  ]);
  const found = new Map<string, number[]>();
  for (const pod of await running(rig)) {
    const [{ resources }] = pod.spec!.containers;
    assert.equal(resources!.limits!.memory, resources!.requests!.memory, pod.metadata!.name);
    const [, amount, unit] = /^(\d+)(Mi|Gi)$/.exec(String(resources!.limits!.memory))!;
    const mebibytes = Number(amount) * (unit === 'Gi' ? 1024 : 1);
    const { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component } = pod.metadata!.labels!;
    const what = component === 'web' ? 'web' : component ? 'workers' : name === 'relay' ? 'relays' : name;
    const [count = 0, , sum = 0] = found.get(what) ?? [];
    found.set(what, [count + 1, mebibytes, sum + mebibytes]);
  }
  assert.deepEqual(Object.fromEntries(rows.map(([what, ...figures]) => [what, figures])), Object.fromEntries(found));
  const together = [...found.values()].reduce((sum, [, , mebibytes]) => sum + mebibytes, 0);
  assert.equal(together, Number(/\*\*together\*\*.*\*\*(\d+)\*\*/.exec(text)![1]));
  assert.ok(together <= CLUSTER_MIB, `${together} MiB`);
}

/** All pods with DocNow's files have the same folder of the same node. */
async function oneFolder(rig: Rig): Promise<void> {
  const { items } = await core(rig).listPersistentVolume();
  const own = items.filter(
    ({ spec }) => spec?.claimRef?.name === 'user-data' && NAMESPACES.includes(spec.claimRef.namespace!),
  );
  assert.equal(own.length, 3);
  assert.deepEqual([...new Set(own.map(({ spec }) => spec!.hostPath!.path))].length, 1);
  assert.ok(own.every(({ status }) => status?.phase === 'Bound'));
  const users = (await running(rig)).filter(({ spec }) =>
    spec?.volumes?.some((one) => one.persistentVolumeClaim?.claimName === 'user-data'),
  );
  assert.equal(users.length, 6);
  assert.equal(new Set(users.map(({ spec }) => spec!.nodeName)).size, 1, 'nodes');
  const trial = await rig.kube.config
    .makeApiClient(BatchV1Api)
    .readNamespacedJob({ namespace: NAMESPACES[0], name: 'user-data-trial' });
  assert.equal(trial.status?.succeeded, 1);
}

/** The Secret's values stand in no state and in no written stack. */
async function closed(rig: Rig): Promise<void> {
  const { data } = await core(rig).readNamespacedSecret({ namespace: 'docnow-blue', name: 'docnow-secrets' });
  const secret = Buffer.from(data!.COOKIE_SECRET, 'base64').toString();
  assert.match(secret, /^[0-9a-f]{64}$/);
  const files = await readdir(home(rig.dir), { recursive: true });
  const texts = files.filter((name) => /\.tfstate$|cdk\.tf\.json$|\.log$/.test(name));
  assert.ok(texts.length >= 15);
  for (const name of texts) assert.ok(!(await readFile(join(home(rig.dir), name), 'utf8')).includes(secret), name);
}

async function switched(rig: Rig, steps: [string, string][]): Promise<void> {
  const relays = await Relays.start(rig, onPath('haproxy')!, ['blue', 'green']);
  const load = Load.start({ origin: relays.origin, host: 'localhost' });
  try {
    for (const [line, color] of steps) {
      const said = await typed(rig, line);
      assert.match(said, new RegExp(`requests go to ${color}: port 30080`));
      load.mark('switch');
      await until(
        'requests were answered since',
        20,
        () => load.figures().requests > 0 && Object.keys(load.mark('after').byColor).length > 0,
      );
      const { selector, type, ports } = (
        await core(rig).readNamespacedService({ namespace: 'docnow-front', name: 'docnow' })
      ).spec!;
      assert.equal(selector!['app.kubernetes.io/instance'], color);
      assert.deepEqual([type, ports!.map(({ nodePort }) => nodePort)], ['NodePort', [30080]]);
      const workers = (await running(rig)).filter(({ metadata }) =>
        /^(stream-loader|url-fetcher)-/.test(metadata!.name!),
      );
      assert.deepEqual(
        workers.map(({ metadata }) => metadata!.namespace),
        [`docnow-${color}`, `docnow-${color}`],
      );
      await until(`only ${color} answers`, 20, () => Object.keys(load.mark('since').byColor).join() === color);
    }
  } finally {
    const { requests, failed, reasons, byColor } = await load.stop();
    await relays.stop();
    assert.ok(requests > 100 && byColor.blue > 0 && byColor.green > 0, JSON.stringify(byColor));
    assert.equal(failed, 0, reasons.join('\n'));
  }
}

async function gone(rig: Rig): Promise<void> {
  const { items } = await core(rig).listNamespace();
  assert.deepEqual(
    items.map(({ metadata }) => metadata!.name!).filter((name) => NAMESPACES.includes(name)),
    [],
  );
  await until('no volume is left', 20, async () => {
    const volumes = await core(rig).listPersistentVolume();
    return !volumes.items.some(({ spec }) => NAMESPACES.includes(spec!.claimRef!.namespace!));
  });
}
