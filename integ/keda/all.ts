import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppsV1Api, AutoscalingV2Api } from '@kubernetes/client-node';
import { Keda } from './keda';
import { NAMESPACE, REDIS_HOST, stack } from './stacks';
import { until } from '../rig/processes/until';
import { Rig } from '../rig/rig';
import { findRedis } from '../rig/servers/found';
import { RunningRedis, startRedis } from '../rig/servers/redis';
import { startRig } from '../rig/start';
import { ensureKeda } from '../rig/tools/ensure-tools';
import { secretValues, withSecret } from '../story/secret';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const [ACTIVE, DRAINING, STANDBY] = ['active', 'draining', 'standby'].map((workers) => ({ workers }));
const [MAX, COOLDOWN_SECONDS] = [4, 15];
/** KEDA looks each 30 s; the autoscaler takes one pod a minute. */
const PATIENCE_SECONDS = 300;

/**
 * `npm run integ:keda`: url-fetcher's own program on a real Redis, scaled by KEDA itself and the real autoscaler: by none, up
 * to the most and back, no URL lost; at rest it stays at none, whether KEDA is there or not; and back to a number that is
 * said.
 */
async function main(): Promise<void> {
  const found = findRedis();
  if ('lacks' in found) throw new Error(found.lacks);
  const programs = await ensureKeda();
  const running: { stop(): Promise<unknown> | void }[] = [];
  const started = <Part extends { stop(): Promise<unknown> | void }>(part: Part): Part => {
    running.push(part);
    return part;
  };
  try {
    const redis = started(await startRedis({ programs: found }));
    const door = await doorTo(redis);
    started({ stop: () => void door.close() });
    const rig = started(await startRig());
    const keda = started(await Keda.start(rig, programs));
    await story(rig, redis, keda);
    assert.deepEqual(rig.troubles, []);
  } finally {
    for (const part of running.reverse()) await part.stop();
  }
}

async function story(rig: Rig, redis: RunningRedis, keda: Keda): Promise<void> {
  const apps = rig.kube.config.makeApiClient(AppsV1Api);
  const fetcher = { namespace: NAMESPACE, name: 'url-fetcher' };
  const wanted = async () => (await apps.readNamespacedDeployment(fetcher)).spec!.replicas!;
  const reaches = (count: number) =>
    until(`${count} fetchers`, PATIENCE_SECONDS, async () => (await wanted()) === count);
  const length = async () => Number(await redis.cli('LLEN', 'urlqueue'));
  const stays = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 1) {
      assert.equal(await wanted(), 0);
      await sleep(1000);
    }
  };
  const scaled = await stack(rig, 'scaled', {
    autoscaling: { max: MAX, listLength: 20, cooldownSeconds: COOLDOWN_SECONDS },
  });
  await withSecret(rig.kube, NAMESPACE, secretValues(), scaled.apply(ACTIVE));
  assert.equal(await wanted(), 0);
  assert.deepEqual(await scaled.plan(ACTIVE), NOTHING);

  const given = 60_000;
  await queue(redis, given);
  const began = performance.now();
  const since = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  await reaches(1);
  console.log(`the first fetcher after ${since()}`);
  await reaches(MAX);
  console.log(`${MAX} fetchers, the most, after ${since()}, ${await length()} URLs left`);
  assert.deepEqual(await scaled.plan(ACTIVE), NOTHING);
  assert.deepEqual(await scaled.plan(DRAINING), NOTHING);
  let least = MAX;
  await until('the list is empty', PATIENCE_SECONDS, async () => {
    least = Math.min(least, await wanted());
    return (await length()) === 0;
  });
  assert.equal(least, MAX, 'a fetcher was stopped at work');
  console.log(`the list is empty after ${since()}`);
  await reaches(0);
  const fetched = Number(await redis.cli('ZCARD', 'urls:1'));
  console.log(`no fetcher after ${since()}; ${given} URLs given, ${fetched} fetched`);
  assert.equal(fetched, given);
  assert.deepEqual(await scaled.plan(ACTIVE), NOTHING);

  await redis.cli('LPUSH', 'videoqueue', 'a video');
  await reaches(1);
  await redis.cli('DEL', 'videoqueue');
  await reaches(0);
  const autoscalers = rig.kube.config.makeApiClient(AutoscalingV2Api);
  const autoscaler = { namespace: NAMESPACE, name: 'keda-hpa-url-fetcher' };
  await queue(redis, 400_000);
  await reaches(MAX);
  assert.deepEqual(await scaled.apply(STANDBY), { ...NOTHING, change: 2 });
  await stays(70);
  await assert.rejects(autoscalers.readNamespacedHorizontalPodAutoscaler(autoscaler), { code: 404 });
  console.log(`at rest for 70 s with ${await length()} URLs in the list: no fetcher, no autoscaler`);
  assert.deepEqual(await scaled.plan(STANDBY), NOTHING);

  await scaled.apply(ACTIVE);
  await reaches(MAX);
  await keda.stopOperator();
  await scaled.apply(STANDBY);
  await stays(30);
  await keda.startOperator();
  await stays(45);
  console.log(
    `at rest while KEDA was away for 30 s, and 45 s since it is back, with ${await length()} URLs in the list`,
  );

  const [few, number] = [
    await stack(rig, 'few', { autoscaling: { min: 1, max: 2, listLength: 20, cooldownSeconds: COOLDOWN_SECONDS } }),
    await stack(rig, 'number', { replicas: 3 }),
  ];
  await few.apply(ACTIVE);
  assert.ok((await wanted()) >= 1, 'Terraform starts the fewest itself');
  await reaches(2);
  await redis.cli('DEL', 'urlqueue');
  await reaches(1);
  assert.deepEqual(await few.plan(ACTIVE), NOTHING);
  console.log('between 1 and 2: 2 with a list, 1 when it was empty');

  assert.deepEqual(await number.apply(ACTIVE), { ...NOTHING, change: 1, destroy: 1 });
  assert.equal(await wanted(), 3);
  await sleep(40_000);
  assert.equal(await wanted(), 3);
  assert.deepEqual(await number.plan(ACTIVE), NOTHING);
  console.log('3 by number, and still after 40 s');
  await few.init();
  await few.apply(ACTIVE);
  assert.equal(await wanted(), 3, 'none goes for being scaled from now on');
  await few.destroy(STANDBY);
  console.log('nothing is left');
}

/** Hands over URLs, no two the same. */
async function queue(redis: RunningRedis, count: number): Promise<void> {
  const push =
    'for i = 1, tonumber(ARGV[1]) do redis.call(\'LPUSH\', \'urlqueue\', \'{"search":{"id":1},"url":"http://u/\' .. i .. \'"}\') end';
  await redis.cli('EVAL', push, '0', String(count));
}

/** Leads Redis' usual port of an address of loopback to where it listens. */
async function doorTo({ host, port }: RunningRedis): Promise<Server> {
  const server = createServer((from) => {
    const to = connect({ host, port });
    from.on('error', () => to.destroy()).pipe(to);
    to.on('error', () => from.destroy()).pipe(from);
  });
  server.listen(6379, REDIS_HOST);
  await once(server, 'listening');
  return server;
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
