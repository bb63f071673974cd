import { Result } from './result';
import { bake } from '../bake';
import { dryRun } from '../dry-run';
import { Ended, incomplete, misused } from '../ended';
import { ExitCode } from '../exit-code';
import { divisionIn, served, textOf } from '../model/division';
import { divisionOf, Goal } from '../model/next-step';
import { Before, Run } from '../run';
import { say } from '../say';
import { Found, Site } from '../site';

/** Goes to a goal, or tells how. */
export async function towards(site: Site, goal: Goal, command: string): Promise<Result> {
  const run = new Run(site, goal, command);
  if (site.options.dryRun) {
    const { found, steps } = await run.begin();
    const lines = dryRun(site, goal, found, steps);
    return { lines, facts: { from: run.from, to: textOf(divisionOf(goal)), commands: lines } };
  }
  await run.finish(watched(run));
  const to = textOf(divisionOf(goal));
  return {
    lines: run.done.length
      ? [...run.done, `Done: traffic goes to ${to}.`]
      : [`Nothing was to be done: traffic goes to ${to}.`],
    facts: { from: run.from, to, done: run.done },
  };
}

/** Watches the colour that got traffic before its workers start: until then the way back is one call. */
function watched(run: Run): Before {
  const { site, goal } = run;
  let over = site.options.bake === 0;
  return async (step, found) => {
    const back = wayBack(goal, found, run.from);
    const moving = step.kind === 'traffic' || step.kind === 'record';
    if (over || moving || !(run.moved || step.kind === 'stop')) return;
    over = true;
    const color = goal.canary?.color ?? goal.active;
    say(`\n=> ${color} is watched for ${site.options.bake} s`);
    const why = await bake(site, color, found.targets[color]);
    if (why === undefined) return;
    if (!site.options.backWhenSick || back === undefined) {
      throw incomplete(`${color} is sick: ${why}. Traffic stays there. Go back: docnow-release back.`);
    }
    say(`\n=> ${color} is sick: ${why}. Traffic goes back to ${back}`);
    await new Run(site, { active: back, trafficOnly: true, wayBack: true }, `back, since ${why}`, true).finish();
    throw new Ended(ExitCode.WENT_BACK, `${color} is sick: ${why}. Traffic went back to ${back}.`);
  };
}

/** Which colour it was before: the one that keeps its part, whose workers run, or that had the most. */
function wayBack({ active, canary }: Goal, { workers }: Found, from: string): string | undefined {
  if (canary) return active;
  const working = Object.keys(workers).filter((color) => workers[color] === 'active');
  return [...working, ...served(divisionIn(from))].find((color) => color !== active);
}

/** A colour that the switch knows. @throws if it is none */
export function known(site: Site, color: string | undefined, command: string): string {
  const { colors } = site.project;
  const words = colors.join(', ');
  if (color === undefined) throw misused(`Say which colour: docnow-release ${command} COLOUR. Colours are ${words}.`);
  if (!colors.includes(color)) throw misused(`'${color}' is none of the colours ${words}.`);
  return color;
}

/** A colour that the switch knows and that has a stack here. @throws if not */
export function ours(site: Site, color: string | undefined, command: string): string {
  const one = known(site, color, command);
  if (one in site.project.environments) return one;
  throw misused(`${one} has no stack in ${site.options.out}: it runs elsewhere, and this cannot ${command} it.`);
}
