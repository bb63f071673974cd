import { Result } from './result';
import { Entry } from '../log';
import { textOf } from '../model/division';
import { Workers } from '../model/facts';
import { Found, Site } from '../site';
import { CommandFailed } from '../tools/shell';

/** How a site is. It changes nothing, and takes no lock. */
export async function status(site: Site): Promise<Result> {
  const [found, last] = await Promise.all([site.find(), lastSwitch(site)]);
  const { division, recorded, healthy, workers, images } = found;
  const { needed, colors } = site.project;
  const traffic = textOf(division);
  const drift = traffic === recorded ? [] : [`Terraform's state says ${recorded || 'nothing'}`];
  const workersOf = (color: string): Workers | 'elsewhere' => (color in workers ? workers[color] : 'elsewhere');
  const rows = colors.map((color) => ({
    color,
    weight: division[color] ?? 0,
    healthy: healthy[color],
    needed: needed[color],
    workers: workersOf(color),
    image: images[color],
  }));
  return {
    facts: { traffic, drift, colors: rows, lastSwitch: last, halfDone: halfDone(found) },
    lines: [
      `traffic: ${traffic || 'no target at all'}${drift.map((words) => ` (${words})`).join('')}`,
      ...rows.map(
        (row) =>
          `${row.color.padEnd(12)} ${String(row.weight).padStart(3)} %  ${row.healthy} healthy of ${row.needed} needed  ` +
          `workers ${inWords(row.workers)}  ${row.image ?? ''}`.trimEnd(),
      ),
      ...halfDone(found),
      last
        ? `last switch: ${last.at} from ${last.from} to ${last.to}, ${last.outcome}, by ${last.who.account}, ${last.who.arn}`
        : 'last switch: none in the log',
    ],
  };
}

function inWords(workers: Workers | 'elsewhere'): string {
  return typeof workers === 'object' ? `unknown (${workers.unknown})` : workers;
}

/** What one would not expect to find unless somebody is at it. */
function halfDone({ division, workers }: Found): string[] {
  const served = Object.keys(division).filter((color) => division[color] > 0);
  const [active] = served;
  if (served.length !== 1) return [];
  const idle = Object.keys(workers).filter(
    (color) => color !== active && ['active', 'partly', 'stopping'].includes(workers[color] as string),
  );
  const atRest = active in workers && workers[active] !== 'active' && workers[active] !== 'none' ? [active] : [];
  if (!idle.length && !atRest.length) return [];
  return [`half done: workers are not where the traffic is. To go on: docnow-release switch ${active}`];
}

async function lastSwitch(site: Site): Promise<Entry | undefined> {
  try {
    const last = (await site.log.list()).pop();
    return last && (await site.log.read(last));
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
}
