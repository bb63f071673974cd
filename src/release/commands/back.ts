import { Result } from './result';
import { known, towards } from './towards';
import { refused } from '../ended';
import { divisionIn, served, textOf } from '../model/division';
import { Found, Site } from '../site';

/** All traffic to where it was before, then the workers. */
export async function back(site: Site, [color]: readonly string[]): Promise<Result> {
  const active = color === undefined ? await before(site, await site.find()) : known(site, color, 'back');
  return towards(site, { active, trafficOnly: site.options.trafficOnly, wayBack: true }, `back ${active}`);
}

/**
 * During a trial, the colour that has most of the traffic. Else the one that workers still run in, as when the switch is
 * half done; else what the log tells of the last switch.
 */
async function before(site: Site, { division, workers }: Found): Promise<string> {
  const [most, ...trial] = served(division);
  if (trial.length) return most;
  const working = Object.keys(workers).find((one) => one !== most && workers[one] === 'active');
  if (working) return working;
  const last = (await site.log.list()).filter(({ to, from }) => to === textOf(division) && from !== to).pop();
  const previous = last && served(divisionIn(last.from)).find((one) => one !== most);
  if (previous !== undefined && site.project.colors.includes(previous)) return previous;
  throw refused(
    `the log does not tell where requests went before ${most}. Say it: docnow-release back COLOUR. ` +
      `Colours are ${site.project.colors.join(', ')}.`,
  );
}
