import { after } from './model/after';
import { Goal, Step } from './model/next-step';
import { wordsOf } from './model/words';
import { Found, Site } from './site';
import { typed } from './tools/command';
import { commandsOf, workOf } from './work';

/** What a person would type to do the same, a comment before each step. */
export function dryRun(site: Site, goal: Goal, found: Found, steps: readonly Step[]): string[] {
  const lines: string[] = [];
  let then = found;
  for (const step of steps) {
    const commands = commandsOf(workOf(step, goal, then, site)).map(typed);
    if (commands.length) lines.push(`# ${wordsOf(step, goal)}`, ...commands);
    then = { ...then, ...after(step, goal, then) };
  }
  return lines.length ? lines : ['# nothing is to be done'];
}
