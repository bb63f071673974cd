import { Result } from './result';
import { refused } from '../ended';
import { textOf } from '../model/division';
import { Site } from '../site';

/** The one colour with a stack here that has no traffic: what a script prepares next. */
export async function idle(site: Site): Promise<Result> {
  const { division } = await site.find();
  const [color, ...others] = Object.keys(site.project.environments).filter((one) => !(division[one] > 0));
  if (color === undefined) {
    throw refused(`requests go to ${textOf(division)}: no colour is without. End the trial first.`);
  }
  if (others.length) throw refused(`${[color, ...others].join(' and ')} have no traffic. Say which one you mean.`);
  return { lines: [color], facts: { color } };
}
