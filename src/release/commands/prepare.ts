import { change } from './change';
import { Result } from './result';
import { ours } from './towards';
import { refused } from '../ended';
import { textOf } from '../model/division';
import { Site } from '../site';

/** Builds or changes a colour that has no traffic, its workers at rest. */
export async function prepare(site: Site, [given]: readonly string[]): Promise<Result> {
  const color = ours(site, given, 'prepare');
  const { division, workers } = await site.find();
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
  const { healthy } = site.options.dryRun ? { healthy: {} as Record<string, number> } : await site.find();
  const told = site.options.dryRun
    ? []
    : [`${healthy[color]} of ${color}'s targets are healthy. docnow-release check ${color}`];
  return { lines: [...lines, ...told], facts: { color, healthy: healthy[color], commands: lines } };
}
