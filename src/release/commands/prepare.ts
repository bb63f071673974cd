import { setTimeout as sleep } from 'node:timers/promises';
import { change } from './change';
import { Result } from './result';
import { ours } from './towards';
import { incomplete, refused } from '../ended';
import { textOf } from '../model/division';
import { Site } from '../site';

/** Builds or changes a colour that has no traffic, its workers at rest. */
export async function prepare(site: Site, [given]: readonly string[]): Promise<Result> {
  const color = ours(site, given, 'prepare');
  const { division, workers, targets } = await site.find();
  if (division[color] > 0) {
    throw refused(
      `requests go to ${textOf(division)}: what people use would change under them. Prepare another colour and switch.`,
    );
  }
  const state = workers[color];
  if (state === 'active' || state === 'partly') {
    throw refused(
      `${color}'s workers run, and this would stop them: a switch is half done. Finish it first: ` +
        `docnow-release switch ${Object.keys(division).find((one) => division[one] > 0)}.`,
    );
  }
  const lines = await change(site, color, () => undefined);
  if (site.options.dryRun) return { lines, facts: { color, commands: lines } };
  const healthy = await healthyOf(site, color, targets[color]);
  const told = `${healthy} of ${color}'s targets are healthy. docnow-release check ${color}`;
  return { lines: [...lines, told], facts: { color, healthy, commands: lines } };
}

/** How many targets are healthy, as soon as enough are. @throws when they are not in time */
async function healthyOf(site: Site, color: string, targetGroup: string): Promise<number> {
  const { wait, every } = site.options;
  const end = Date.now() + wait * 1000;
  for (;;) {
    const { [color]: healthy } = await site.balancer.healthy({ [color]: targetGroup });
    const needed = site.project.needed[color];
    if (healthy >= needed || !wait) return healthy;
    if (Date.now() > end || site.shell.interrupted) {
      throw incomplete(
        `${color} is prepared, but after ${wait} s ${healthy} of its targets are healthy; it needs ${needed}.`,
      );
    }
    await sleep(every * 1000);
  }
}
