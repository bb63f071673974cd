import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packages, PACKER_REQUIREMENTS } from './packages';
import { ensureVenv, Lack, VenvOptions } from './venv';

/** A Python with all that the library stands on. With `env` nothing is asked of the network any more. */
export interface PythonEnvironment {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Finds Python, and has its packages installed once for each set of versions: the providers' are slow to install. */
export async function ensurePython(options: VenvOptions): Promise<PythonEnvironment | Lack> {
  const venv = await ensureVenv(
    {
      name: 'python',
      contents: [packages(), readFileSync(PACKER_REQUIREMENTS, 'utf8')],
      fill: async (pip, home) => {
        await pip('install', ...packages());
        // The packer makes an environment of its own every time; from here it gets it without the network.
        await pip('wheel', '--wheel-dir', join(home, 'wheels'), '--requirement', PACKER_REQUIREMENTS);
      },
    },
    options,
  );
  if ('lacks' in venv) return venv;
  const fromCache = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: pathToFileURL(join(venv.home, 'wheels')).href };
  const path = venv.bin + delimiter + (options.path ?? process.env.PATH ?? '');
  return { python: join(venv.bin, 'python'), env: { ...process.env, ...fromCache, PATH: path } };
}
