import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Scene } from './scene';
import { Load } from '../rig/load/load';

/**
 * From blue to green on real data, as an operator does it: green built in standby, all traffic moved, then the workers.
 *
 * @returns what was measured, in words
 */
export async function switchOver(scene: Scene): Promise<string[]> {
  const { origin, host } = scene.way;
  const login = await fetch(`${origin}/auth/login?user=anna`, { headers: { host }, redirect: 'manual' });
  assert.equal(login.status, 302, await login.text());
  const cookie = login.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  await fetch(`${origin}/api/v1/logo`, { method: 'POST', headers: { host }, body: 'written by blue' });
  const load = Load.start({ ...scene.way, path: '/api/v1/user', headers: { cookie }, ending: '}' });
  await scene.apply('green', { workers: 'standby' });
  await scene.settled('green', 2);
  const move = { active_color: 'green', expected_current: 'blue', healthy_targets: '{green=2}' };
  await scene.apply('switch', move, { ...move, expected_current: 'green' });
  await sleep(2000);
  load.mark('before');
  await sleep(3000);
  const green = new Set((await scene.web('green')).map(({ metadata }) => metadata!.name!));
  const { byPod } = load.mark('after');
  // fakecloud takes a weight of 0 for a part of 1,000, which AWS does not (integ/rig/aws/mends/zero-weights.ts).
  const strangers = Object.entries(byPod).filter(([pod]) => !green.has(pod));
  const share = strangers.reduce((sum, [, count]) => sum + count, 0);
  const figures = await load.stop();
  assert.equal(figures.failed, 0, figures.reasons.join());
  const logo = await fetch(`${origin}/userData/images/logo.png`, { headers: { host } });
  assert.equal(await logo.text(), 'written by blue');
  const before = await scene.stores.query('select distinct loader from tweet');
  await scene.apply('blue', { workers: 'standby' });
  await scene.apply('green', { workers: 'active' });
  await sleep(3000);
  const loaders = await scene.stores.query(
    'select loader, count(*), min(number), max(number) from tweet group by 1 order by 3',
  );
  assert.equal(loaders.length, before.length + 1, 'green does not load');
  assert.deepEqual(await scene.stores.query('select number from tweet group by 1 having count(*) > 1'), []);
  return [
    `switch under a session: ${figures.requests} requests, ${figures.failed} failed or logged out; ${share} by blue afterwards`,
    `workers: no number twice; loaded by ${loaders.join(', ')}`,
  ];
}
