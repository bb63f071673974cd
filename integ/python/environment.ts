import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packages, PACKER_REQUIREMENTS } from './packages';
import { finish } from '../rig/processes/finish';
import { cacheFolder } from '../rig/tools/cache';
import { locked } from '../rig/tools/lock';
import { onPath } from '../rig/tools/on-path';

/** The oldest Python that the packer's wheels install on. */
const OLDEST_MINOR = 10;
const WAY_OUT = 'Get it from https://www.python.org/downloads.';

/** A Python with all that the library stands on. With `env` nothing is asked of the network any more. */
export interface PythonEnvironment {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Why there is no Python environment on this machine, and the way out. */
export interface Lack {
  readonly lacks: string;
}

/** How it is made. */
export interface EnvironmentOptions {
  readonly say: (line: string) => void;
  /** @default the user's cache */
  readonly cache?: string;
  /** Where to look for python3. @default PATH */
  readonly path?: string;
}

/** Finds Python, and has its packages installed once for each set of versions: the providers' are slow to install. */
export async function ensurePython(options: EnvironmentOptions): Promise<PythonEnvironment | Lack> {
  const { say, cache = cacheFolder(), path = process.env.PATH ?? '' } = options;
  const python3 = onPath('python3', path);
  const need = `3.${OLDEST_MINOR} or newer is needed. ${WAY_OUT}`;
  if (!python3) return { lacks: `python3 is not on PATH: ${need}` };
  const answer = await identity(python3);
  const [, version, major, minor] = /^((\d+)\.(\d+)\S*)/.exec(answer) ?? [];
  if (!version) return { lacks: `${python3} does not run (${answer}): ${need}` };
  if (Number(major) !== 3 || Number(minor) < OLDEST_MINOR) return { lacks: `Python ${version} is too old: ${need}` };

  const key = JSON.stringify([answer, packages(), readFileSync(PACKER_REQUIREMENTS, 'utf8')]);
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12);
  const home = join(cache, `python-${version}-${digest}`);
  const waits = () => say('Python packages are being installed by another process; waiting for it');
  try {
    await locked(`${home}.lock`, () => install(python3, home, say), waits);
  } catch (error) {
    return { lacks: `The packages for Python ${version} could not be installed: ${(error as Error).message}` };
  }
  const bin = join(home, 'venv', 'bin');
  const fromCache = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: pathToFileURL(join(home, 'wheels')).href };
  return { python: join(bin, 'python'), env: { ...process.env, ...fromCache, PATH: bin + delimiter + path } };
}

/** Its version, and where its home is: an environment does not outlive a Python that moves. */
async function identity(python3: string): Promise<string> {
  const ask = 'import sys; print(sys.version.split()[0], sys.base_prefix)';
  return promisify(execFile)(python3, ['-c', ask], { timeout: 30_000 }).then(
    ({ stdout }) => stdout.trim(),
    (error: Error) => error.message,
  );
}

async function install(python3: string, home: string, say: (line: string) => void): Promise<void> {
  const ready = join(home, 'ready');
  if (existsSync(ready)) return;
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  say('Installing Python packages for this set of versions, once: about 100 s');
  const [venv, wheels] = [join(home, 'venv'), join(home, 'wheels')];
  const log = `${home}.log`;
  // The last lines of pip and venv say why; the many before them, how often they tried.
  const run = (name: string, program: string, args: string[]) => finish(program, args, { name, log }, 3);
  const pip = (...args: string[]) =>
    run('pip', join(venv, 'bin', 'python'), ['-m', 'pip', '--disable-pip-version-check', ...args]);
  await run('python3 -m venv', python3, ['-m', 'venv', venv]);
  await pip('install', ...packages());
  // The packer makes an environment of its own every time; from here it gets it without the network.
  await pip('wheel', '--wheel-dir', wheels, '--requirement', PACKER_REQUIREMENTS);
  await writeFile(ready, '');
}
