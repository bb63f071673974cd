import { change } from './change';
import { Result } from './result';
import { ours } from './towards';
import { refused } from '../ended';
import { textOf } from '../model/division';
import { told } from '../model/plan';
import { keptUntil } from '../model/way-back';
import { Site } from '../site';

/** Takes a colour down that nobody needs any more. What holds data is in no colour's stack. */
export async function retire(site: Site, [given]: readonly string[]): Promise<Result> {
  const color = ours(site, given, 'retire');
  const [{ division, workers }, log] = await Promise.all([site.find(), site.log.list()]);
  const state = workers[color];
  if (division[color] > 0) throw refused(`requests go to ${textOf(division)}. Switch to another colour first.`);
  if (typeof state === 'object') throw refused(`whether ${color}'s workers run is not known: ${state.unknown}.`);
  if (state === 'active' || state === 'partly' || state === 'stopping') {
    const [active] = Object.keys(division).filter((one) => division[one] > 0);
    throw refused(`${color}'s workers run. Finish the switch first: docnow-release switch ${active}.`);
  }
  const until = keptUntil(color, log, new Date());
  if (until && !site.options.now) {
    throw refused(
      `requests went to ${color} until a short while ago: it is the way back until ${until.toISOString()}. ` +
        "Wait, or say why not: --now 'why'.",
    );
  }
  const notARemoval = (changes: Parameters<typeof told>[0]) => {
    const others = changes.filter(({ actions }) => actions.join() !== 'delete');
    return others.length ? `the plan was to delete, but it would ${told(others)}` : undefined;
  };
  const lines = await change(site, color, notARemoval, '-destroy');
  return { lines, facts: { color, commands: lines } };
}
