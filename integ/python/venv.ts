import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { finish } from '../rig/processes/finish';
import { cacheFolder } from '../rig/tools/cache';
import { locked } from '../rig/tools/lock';
import { onPath } from '../rig/tools/on-path';

/** The oldest Python that the packages install on. */
const OLDEST_MINOR = 10;
const WAY_OUT = 'Get it from https://www.python.org/downloads.';

/** Runs pip in the environment. */
export type Pip = (...args: string[]) => Promise<void>;

/** What is in an environment. */
export interface VenvRecipe {
  /** The first part of its folder's name. */
  readonly name: string;
  /** What it is made of: when this changes, another is made. */
  readonly contents: unknown;
  /** Fills it, once. `home` is a folder to keep things in that belong to it. */
  fill(pip: Pip, home: string): Promise<void>;
}

/** An environment that is there. */
export interface Venv {
  /** Holds the environment's programs. */
  readonly bin: string;
  readonly home: string;
}

/** Why there is no Python environment on this machine, and the way out. */
export interface Lack {
  readonly lacks: string;
}

/** How it is made. */
export interface VenvOptions {
  readonly say: (line: string) => void;
  /** @default the user's cache */
  readonly cache?: string;
  /** Where to look for python3. @default PATH */
  readonly path?: string;
}

/** Finds Python, and makes a virtual environment once for each version and contents. */
export async function ensureVenv(recipe: VenvRecipe, options: VenvOptions): Promise<Venv | Lack> {
  const { say, cache = cacheFolder(), path = process.env.PATH ?? '' } = options;
  const python3 = onPath('python3', path);
  const need = `3.${OLDEST_MINOR} or newer is needed. ${WAY_OUT}`;
  if (!python3) return { lacks: `python3 is not on PATH: ${need}` };
  const answer = await identity(python3);
  const [, version, major, minor] = /^((\d+)\.(\d+)\S*)/.exec(answer) ?? [];
  if (!version) return { lacks: `${python3} does not run (${answer}): ${need}` };
  if (Number(major) !== 3 || Number(minor) < OLDEST_MINOR) return { lacks: `Python ${version} is too old: ${need}` };

  const key = JSON.stringify([answer, recipe.contents]);
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12);
  const home = join(cache, `${recipe.name}-${version}-${digest}`);
  const waits = () => say('Python packages are being installed by another process; waiting for it');
  try {
    await locked(`${home}.lock`, () => install(python3, home, recipe, say), waits);
  } catch (error) {
    return { lacks: `The packages for Python ${version} could not be installed: ${(error as Error).message}` };
  }
  return { home, bin: join(home, 'venv', 'bin') };
}

/** Its version, and where its home is: an environment does not outlive a Python that moves. */
async function identity(python3: string): Promise<string> {
  const ask = 'import sys; print(sys.version.split()[0], sys.base_prefix)';
  return promisify(execFile)(python3, ['-c', ask], { timeout: 30_000 }).then(
    ({ stdout }) => stdout.trim(),
    (error: Error) => error.message,
  );
}

async function install(python3: string, home: string, recipe: VenvRecipe, say: VenvOptions['say']): Promise<void> {
  const ready = join(home, 'ready');
  if (existsSync(ready)) return;
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  say(`Installing Python packages for ${recipe.name}, once: about 100 s`);
  const venv = join(home, 'venv');
  const log = `${home}.log`;
  // The last lines of pip and venv say why; the many before them, how often they tried.
  const run = (name: string, program: string, args: string[]) => finish(program, args, { name, log }, 3);
  await run('python3 -m venv', python3, ['-m', 'venv', venv]);
  await recipe.fill(
    (...args) => run('pip', join(venv, 'bin', 'python'), ['-m', 'pip', '--disable-pip-version-check', ...args]),
    home,
  );
  await writeFile(ready, '');
}
