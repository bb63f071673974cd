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

/** How a colour is watched after it got traffic, and whether a person has said yes already. */
export interface How {
  /** For how long. @default what the command line says by `--bake` */
  readonly seconds?: number;
  /** Whether traffic goes back when it is sick. @default whether the command line says `--back-when-sick` */
  readonly backWhenSick?: boolean;
  /** Whether it is watched, too, when a run before this one has moved the traffic. @default false */
  readonly again?: boolean;
  /** Whether this follows on another run. @default false */
  readonly follows?: boolean;
}

/** Goes to a goal, or tells how. */
export async function towards(site: Site, goal: Goal, command: string, how: How = {}): Promise<Result> {
  const run = new Run(site, goal, command, how.follows);
  if (site.options.dryRun) {
    const { found, steps } = await run.begin();
    const lines = dryRun(site, goal, found, steps);
    return { lines, facts: { from: run.from, to: textOf(divisionOf(goal)), commands: lines } };
  }
  await run.finish(watched(run, how));
  const to = textOf(divisionOf(goal));
  return {
    lines: run.done.length
      ? [...run.done, `Done: traffic goes to ${to}.`]
      : [`Nothing was to be done: traffic goes to ${to}.`],
    facts: { from: run.from, to, done: run.done },
  };
}

/** Watches the colour that got traffic before its workers start: until then the way back is one call. */
function watched(run: Run, { again = false, ...how }: How): Before {
  const { site, goal } = run;
  const { seconds = site.options.bake, backWhenSick = site.options.backWhenSick } = how;
  let over = seconds === 0;
  return async (step, found) => {
    const back = wayBack(goal, found, run.from);
    const moving = step.kind === 'traffic' || step.kind === 'record';
    if (over || moving || !(run.moved || again || step.kind === 'stop')) return;
    over = true;
    const color = goal.canary?.color ?? goal.active;
    say(`\n=> ${color} is watched for ${seconds} s`);
    const why = await bake(site, { color, targetGroup: found.targets[color], seconds });
    if (why === undefined) return;
    if (!backWhenSick || back === undefined) {
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
