import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The programs, as `findSpin()` found them, and a folder for what they write. */
export interface Spin {
  readonly spin: string;
  readonly cc: string;
  readonly dir: string;
}

/** What a search through all interleavings came to. */
export interface Searched {
  readonly states: number;
  /** What does not hold, in the model's words; undefined if all does. */
  readonly violated?: string;
  /** What happened until then. */
  readonly events: readonly string[];
}

const run = promisify(execFile);
const MODEL = join(__dirname, 'switch.pml');
/** Deeper than any search gets; the search fails if it is not. */
const DEPTH = 200_000;

/**
 * Goes through all that can happen, or until something does not hold.
 *
 * @param settings of the model, such as `KILLS=1` or `NO_COMPARE`
 * @throws when not everything was looked at
 */
export async function search({ spin, cc, dir }: Spin, settings: readonly string[], optimize = 1): Promise<Searched> {
  const [defines, cwd] = [settings.map((one) => `-D${one}`), { cwd: dir }];
  await run(spin, ['-a', ...defines, MODEL], cwd);
  await run(cc, [`-O${optimize}`, '-w', '-DSAFETY', '-DCOLLAPSE', '-o', 'pan', 'pan.c'], cwd);
  const { stdout } = await run('./pan', [`-m${DEPTH}`], { ...cwd, maxBuffer: 1e8 });
  const [, states] = /^\s*(\d+) states, stored/m.exec(stdout) ?? [];
  const [, errors] = /errors: (\d+)/.exec(stdout) ?? [];
  if (errors === undefined || /max search depth too small|Search not completed[^]*errors: 0/.test(stdout)) {
    throw new Error(`not everything was looked at:\n${stdout}`);
  }
  if (errors === '0') return { states: Number(states), events: [] };
  const { stdout: told } = await run(spin, ['-T', '-t', '-k', 'switch.pml.trail', ...defines, MODEL], cwd);
  const [, line] = /switch\.pml:(\d+), Error: assertion violated/.exec(told) ?? [];
  return {
    states: Number(states),
    violated: line ? await claimOn(Number(line)) : 'it comes to a stop',
    events: eventsIn(told),
  };
}

/** One of the ways that things can go, chosen by the seed. */
export async function simulate({ spin, dir }: Spin, settings: readonly string[], seed: number): Promise<string[]> {
  const { stdout } = await run(spin, ['-T', `-n${seed}`, ...settings.map((one) => `-D${one}`), MODEL], { cwd: dir });
  return eventsIn(stdout);
}

/** What the model's nextStep says: a line of facts, goal and step for each. */
export async function table({ spin, dir }: Spin): Promise<string[]> {
  const { stdout } = await run(spin, ['-T', join(__dirname, 'table.pml')], { cwd: dir, maxBuffer: 1e8 });
  return eventsIn(stdout);
}

/** What is claimed on a line of the model, in the words of its comment. */
async function claimOn(line: number): Promise<string> {
  const text = (await readFile(MODEL, 'utf8')).split('\n')[line - 1];
  return /\/\* (.*) \*\/$/.exec(text)?.[1] ?? text;
}

function eventsIn(text: string): string[] {
  return [...text.matchAll(/^\s*@ (.*)$/gm)].map(([, event]) => event.trim());
}
