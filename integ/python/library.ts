import { cp, readdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { PythonEnvironment } from './environment';
import { compiled } from '../compiled';
import { npmProgram, ROOT } from '../project';
import { finish } from '../rig/processes/finish';

/** What the library is packed from. */
const PACKED = ['package.json', 'README.md', 'LICENSE', 'charts', 'lib', '.jsii'];

/** The library as a Python program gets it. */
export interface PackedLibrary {
  /** The folder that holds it installed, for PYTHONPATH. */
  readonly site: string;
  /** The wheel's size in bytes. */
  readonly size: number;
}

/** Compiles the library, packs a copy of it for Python and installs the wheel, in a folder that is there. */
export async function packLibrary({ python, env }: PythonEnvironment, folder: string): Promise<PackedLibrary> {
  await compiled();
  const [copy, dist, site] = ['library', 'dist', 'site'].map((name) => join(folder, name));
  // One after the other: of several at once, the others would go on writing after one has failed.
  for (const name of PACKED) await cp(join(ROOT, name), join(copy, name), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
  const run = (name: string, program: string, args: string[], extra: NodeJS.ProcessEnv = {}) =>
    finish(program, args, { name, log: join(folder, `${name}.log`), cwd: copy, env: { ...env, ...extra } });

  await run('jsii-pacmak', npmProgram('jsii-pacmak'), ['--target', 'python', '--outdir', dist]);
  const made = await readdir(join(dist, 'python'));
  const wheel = made.find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error(`jsii-pacmak made no wheel but ${made.join(', ') || 'nothing'}.`);
  const path = join(dist, 'python', wheel);
  await run('pip-install', python, ['-m', 'pip', 'install', '--no-deps', '--target', site, path]);
  await run('pip-check', python, ['-m', 'pip', 'check'], { PYTHONPATH: site });
  return { site, size: (await stat(path)).size };
}
