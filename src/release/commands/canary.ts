import { requireQuiet } from './quiet';
import { Result } from './result';
import { known, towards } from './towards';
import { incomplete, misused, refused } from '../ended';
import { served, textOf } from '../model/division';
import { CanaryStep } from '../options';
import { say } from '../say';
import { Site } from '../site';

/** A part of the traffic to a colour, for trial; 0 ends the trial. The workers stay where they are. */
export async function canary(site: Site, [given, part]: readonly string[]): Promise<Result> {
  const color = known(site, given, 'canary');
  const { steps } = site.options;
  const weight = /^\d{1,2}$/.test(part ?? '') ? Number(part) : NaN;
  if (Number.isNaN(weight) === !steps.length) {
    throw misused(
      `canary wants either how many of 100 requests go to ${color}, a whole number from 0 to 99, or steps: ` +
        `docnow-release canary ${color} 10, or canary ${color} --steps 10:5m,50:10m. ` +
        `For all of them: docnow-release switch ${color}.`,
    );
  }
  const { division } = await site.find();
  const [active] = served(division);
  if (active === undefined || active === color) {
    throw refused(
      `requests go to ${textOf(division) || 'no target at all'}: ${color} ` +
        `${active ? 'has most of them and cannot be on trial' : 'would be alone'}. docnow-release status tells more.`,
    );
  }
  if (weight === 0) return towards(site, { active, trafficOnly: true, wayBack: true }, `canary ${color} 0`);
  await requireQuiet(site);
  if (steps.length) return stepByStep(site, { active, color, steps });
  return towards(site, { active, canary: { color, weight } }, `canary ${color} ${weight}`);
}

interface Trial {
  readonly active: string;
  readonly color: string;
  readonly steps: readonly CanaryStep[];
}

/** Each step is a switch like any other, watched for its time. One that is sick sends everybody back by one call. */
async function stepByStep(site: Site, { active, color, steps }: Trial): Promise<Result> {
  const parts = steps.map(({ weight, seconds }) => `${weight} of 100 requests for ${seconds} s`);
  say(`${color} gets ${parts.join(', then ')}, then all. When it is sick, ${active} gets all.`);
  const results: Result[] = [];
  for (const [index, { weight, seconds }] of steps.entries()) {
    const goal = { active, canary: { color, weight } };
    const how = { seconds, backWhenSick: true, again: true, follows: index > 0 };
    results.push(await towards(site, goal, `canary ${color} ${weight}`, how));
    if (!site.shell.interrupted) continue;
    throw incomplete(
      `Interrupted: ${color} keeps ${weight} of 100 requests. End it: docnow-release canary ${color} 0.`,
    );
  }
  const { trafficOnly } = site.options;
  results.push(await towards(site, { active: color, trafficOnly }, `switch ${color}`, { follows: true }));
  return {
    lines: results.flatMap(({ lines }) => lines),
    facts: { steps: results.map(({ facts }) => facts) },
  };
}
