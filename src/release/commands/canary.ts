import { Result } from './result';
import { known, towards } from './towards';
import { misused, refused } from '../ended';
import { served, textOf } from '../model/division';
import { Site } from '../site';

/** A part of the traffic to a colour, for trial; 0 ends the trial. The workers stay where they are. */
export async function canary(site: Site, [given, part]: readonly string[]): Promise<Result> {
  const color = known(site, given, 'canary');
  const weight = /^\d{1,2}$/.test(part ?? '') ? Number(part) : NaN;
  if (Number.isNaN(weight)) {
    throw misused(
      `canary wants how many of 100 requests go to ${color}, a whole number from 0 to 99: ` +
        `docnow-release canary ${color} 10. For all of them: docnow-release switch ${color}.`,
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
  const goal = weight === 0 ? { active, trafficOnly: true, wayBack: true } : { active, canary: { color, weight } };
  return towards(site, goal, `canary ${color} ${weight}`);
}
