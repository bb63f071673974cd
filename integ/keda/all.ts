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
import { StackRunner } from '../rig/stack-runner';
import { startRig } from '../rig/start';
import { ensureKeda } from '../rig/tools/ensure-tools';
import { secretValues, withSecret } from '../story/secret';

const NOTHING = { add: 0, change: 0, destroy: 0 };
const [ACTIVE, DRAINING, STANDBY] = ['active', 'draining', 'standby'].map((workers) => ({ workers }));
const FETCHER = { namespace: NAMESPACE, name: 'url-fetcher' };
const MAX = 4;
const BY_LIST = { autoscaling: { max: MAX, listLength: 20, cooldownSeconds: 15 } };
/** KEDA looks each 30 s; the autoscaler takes one pod a minute. */
const PATIENCE_SECONDS = 300;

/**
 * `npm run integ:keda`: url-fetcher's own program on a real Redis, scaled by KEDA itself and the real autoscaler: by none, up
 * to the most and back, no URL lost; at rest it stays at none, whether KEDA is there or not; and back to a number that is
 * said. A part of the name of one of these alone may be given: `-- atRest`.
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
    const scene = new Scene(rig, redis, keda);
    for (const part of [byList, atRest, byNumber]) {
      if (part.name.includes(process.argv[2] ?? '')) await part(scene);
    }
    assert.deepEqual(rig.troubles, []);
  } finally {
    for (const part of running.reverse()) await part.stop();
  }
}

/** What is done and looked at. */
class Scene {
  private readonly apps: AppsV1Api;

  constructor(
    readonly rig: Rig,
    readonly redis: RunningRedis,
    readonly keda: Keda,
  ) {
    this.apps = rig.kube.config.makeApiClient(AppsV1Api);
  }

  /** How many fetchers are wanted. */
  async wanted(): Promise<number> {
    return (await this.apps.readNamespacedDeployment(FETCHER)).spec!.replicas!;
  }

  reaches(count: number): Promise<void> {
    return until(`${count} fetchers`, PATIENCE_SECONDS, async () => (await this.wanted()) === count);
  }

  async stays(count: number, seconds: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 1) {
      assert.equal(await this.wanted(), count);
      await sleep(1000);
    }
  }

  async length(): Promise<number> {
    return Number(await this.redis.cli('LLEN', 'urlqueue'));
  }

  /** Applies a stack for the first time. */
  async begin(runner: StackRunner): Promise<void> {
    await withSecret(this.rig.kube, NAMESPACE, secretValues(), runner.apply(ACTIVE));
    assert.deepEqual(await runner.plan(ACTIVE), NOTHING);
  }

  /** Hands over URLs, no two the same. */
  async queue(count: number): Promise<void> {
    const push =
      'for i = 1, tonumber(ARGV[1]) do ' +
      'redis.call(\'LPUSH\', \'urlqueue\', \'{"search":{"id":1},"url":"http://u/\' .. i .. \'"}\') end';
    await this.redis.cli('EVAL', push, '0', String(count));
  }
}

/** From none to the most and back, and no URL is lost. */
async function byList(scene: Scene): Promise<void> {
  const scaled = await stack(scene.rig, 'list', BY_LIST);
  await scene.begin(scaled);
  assert.equal(await scene.wanted(), 0);
  const given = 60_000;
  await scene.queue(given);
  const began = performance.now();
  const since = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  await scene.reaches(1);
  console.log(`the first fetcher after ${since()}`);
  await scene.reaches(MAX);
  console.log(`${MAX} fetchers, the most, after ${since()}, ${await scene.length()} URLs left`);
  assert.deepEqual(await scaled.plan(ACTIVE), NOTHING);
  assert.deepEqual(await scaled.plan(DRAINING), NOTHING);
  let least = MAX;
  await until('the list is empty', 2 * PATIENCE_SECONDS, async () => {
    least = Math.min(least, await scene.wanted());
    return (await scene.length()) === 0;
  });
  assert.equal(least, MAX, 'a fetcher was stopped at work');
  console.log(`the list is empty after ${since()}`);
  await scene.reaches(0);
  const fetched = Number(await scene.redis.cli('ZCARD', 'urls:1'));
  console.log(`no fetcher after ${since()}; ${given} URLs given, ${fetched} fetched`);
  assert.equal(fetched, given);
  assert.deepEqual(await scaled.plan(ACTIVE), NOTHING);

  await scene.redis.cli('LPUSH', 'videoqueue', 'a video');
  await scene.reaches(1);
  await scene.redis.cli('DEL', 'videoqueue');
  await scene.reaches(0);
  await scaled.destroy(STANDBY);
}

/** None at rest, with a full list, whether KEDA is there or not. */
async function atRest(scene: Scene): Promise<void> {
  const scaled = await stack(scene.rig, 'rest', BY_LIST);
  await scene.begin(scaled);
  await scene.queue(400_000);
  await scene.reaches(MAX);
  assert.deepEqual(await scaled.apply(STANDBY), { ...NOTHING, change: 2 });
  await scene.stays(0, 70);
  const autoscalers = scene.rig.kube.config.makeApiClient(AutoscalingV2Api);
  const autoscaler = { namespace: NAMESPACE, name: 'keda-hpa-url-fetcher' };
  await assert.rejects(autoscalers.readNamespacedHorizontalPodAutoscaler(autoscaler), { code: 404 });
  console.log(`at rest for 70 s with ${await scene.length()} URLs in the list: no fetcher, no autoscaler`);
  assert.deepEqual(await scaled.plan(STANDBY), NOTHING);

  await scaled.apply(ACTIVE);
  await scene.reaches(MAX);
  await scene.keda.stopOperator();
  await scaled.apply(STANDBY);
  await scene.stays(0, 30);
  await scene.keda.startOperator();
  await scene.stays(0, 45);
  console.log(`at rest while KEDA was away for 30 s, and 45 s since: ${await scene.length()} URLs in the list`);
  await scaled.destroy(STANDBY);
  await scene.redis.cli('DEL', 'urlqueue');
}

/** Between 1 and 2; then a number, which stays; and back. */
async function byNumber(scene: Scene): Promise<void> {
  const few = { autoscaling: { ...BY_LIST.autoscaling, min: 1, max: 2 } };
  const scaled = await stack(scene.rig, 'few', few);
  await scene.begin(scaled);
  assert.equal(await scene.wanted(), 1, 'Terraform starts the fewest itself');
  await scene.queue(400_000);
  await scene.reaches(2);
  await scene.redis.cli('DEL', 'urlqueue');
  await scene.reaches(1);
  assert.deepEqual(await scaled.plan(ACTIVE), NOTHING);
  console.log('between 1 and 2: 2 with a list, 1 when it was empty');

  const number = await stack(scene.rig, 'number', { replicas: 3 });
  assert.deepEqual(await number.apply(ACTIVE), { ...NOTHING, change: 1, destroy: 1 });
  await scene.stays(3, 40);
  assert.deepEqual(await number.plan(ACTIVE), NOTHING);
  console.log('3 by number, and still after 40 s');
  const again = await stack(scene.rig, 'again', few);
  assert.deepEqual(await again.apply(ACTIVE), { ...NOTHING, add: 1 }, 'none goes by the apply itself');
  await scene.reaches(1);
  await again.destroy(STANDBY);
  console.log('back to 1; nothing is left');
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
