import { setTimeout as sleep } from 'node:timers/promises';
import { Scene } from './scene';
import { switchOver } from './switching';
import { Trial, TRIALS } from './trials';
import { Load } from '../rig/load/load';
import { Figures } from '../rig/load/tally';

/** How many clients ask without a pause; a quarter as many wait for answers of 5 s. */
const CONNECTIONS = [8, 64];
/** Seconds between two requests of an idle connection: around every time-out on the way (5 and 6, 60, 75 s, 90 s). */
const RESTS = [4.9, 5, 5.9, 6, 20, 59.9, 60, 61, 74.9, 75, 76, 90, 91];

/**
 * `npm run integ:load`: what the library makes, on real stores, under load: everything that happens to pods, quiet minutes
 * (10, or as many as the first argument says), and a switch. It takes half an hour, and fails if a request did that nothing
 * excuses. A second argument is a part of the names of what is to happen to pods: `-- 0 drain`, or `-- 0 nothing`.
 */
async function main(): Promise<void> {
  const minutes = Number(process.argv[2] ?? 10);
  const trials = TRIALS.filter(({ name }) => name.includes(process.argv[3] ?? ''));
  const scene = await Scene.set();
  try {
    await scene.apply(
      'switch',
      { active_color: 'blue', expected_current: 'none' },
      { active_color: 'blue', expected_current: 'blue' },
    );
    await scene.apply('blue', { workers: 'active' });
    await scene.settled('blue', 2);
    await scene.migrate('blue');
    for (const connections of CONNECTIONS) {
      for (const trial of trials) await endure(scene, trial, connections);
    }
    if (minutes > 0) await quiet(scene, minutes);
    for (const line of await switchOver(scene)) console.log(line);
    for (const trouble of scene.rig.troubles) console.log(`trouble: ${trouble}`);
  } finally {
    await scene.strike();
  }
}

async function endure(scene: Scene, trial: Trial, connections: number): Promise<void> {
  await trial.prepare?.(scene);
  const short = Load.start({ ...scene.way, connections, restMilliseconds: connections });
  const long = Load.start({ ...scene.way, connections: connections / 4, path: '/api/v1/slow', ending: 'done' });
  await sleep(3000);
  await trial.run(scene);
  await scene.parted('blue');
  await sleep(3000);
  const [fast, slow] = await Promise.all([short.stop(), long.stop()]);
  const failures = [...short.failures, ...long.failures];
  const excused = await trial.excused?.(scene, failures);
  tell(`${trial.name}, ${connections} connections`, fast, slow, excused?.why);
  const others = failures.filter(({ id }) => !excused?.ids.has(id));
  for (const { reason } of others.slice(0, 5)) console.log(`  ${reason}`);
  if (others.length > 0) process.exitCode = 1;
}

async function quiet(scene: Scene, minutes: number): Promise<void> {
  const loads = RESTS.map((rest) => Load.start({ ...scene.way, connections: 4, restMilliseconds: rest * 1000 }));
  await sleep(minutes * 60_000);
  const figures = await Promise.all(loads.map((load) => load.stop()));
  const sum = (of: (one: Figures) => number) => figures.reduce((total, one) => total + of(one), 0);
  console.log(
    `${minutes} quiet minutes, ${4 * RESTS.length} connections: ${sum(({ requests }) => requests)} requests, ` +
      `${sum(({ failed }) => failed)} failed`,
  );
  for (const { reason } of loads.flatMap((load) => load.failures)) console.log(`  ${reason}`);
  if (sum(({ failed }) => failed) > 0) process.exitCode = 1;
}

function tell(what: string, fast: Figures, slow: Figures, why?: string): void {
  console.log(
    `${what}: ${fast.requests} requests, ${fast.failed} failed, slowest ${fast.slowestMilliseconds} ms; ` +
      `${slow.requests} answers of 5 s, ${slow.failed} failed${why ? `; of these ${why}` : ''}`,
  );
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
