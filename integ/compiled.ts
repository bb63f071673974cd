import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULES, npmProgram, ROOT } from './project';
import { finish } from './rig/processes/finish';
import { locked } from './rig/tools/lock';

/** What jsii compiles, and what it writes at its end. */
const SOURCES = ['src', 'package.json'];
const ASSEMBLY = '.jsii';

/** Has jsii compile the library for all languages, unless what is compiled is newer than the sources; one process at a time. */
export async function compiled(): Promise<void> {
  const cache = join(MODULES, '.cache', 'docnow-infra');
  await locked(
    join(cache, 'jsii.lock'),
    async () => {
      const run = (name: string, program: string, ...args: string[]) =>
        finish(program, args, { name, log: join(cache, `${name}.log`), cwd: ROOT });
      if ((await changed(ASSEMBLY)) <= (await newest())) {
        await run('jsii', npmProgram('jsii'), '--silence-warnings=reserved-word');
      }
      // As `projen compile` does; again, since jsii may have been run by hand.
      await run('lazy-index', process.execPath, join('projenrc', 'lazy-index.cjs'));
    },
    () => {},
  );
}

/** When one of the sources was last changed; a folder is when a file in it came or went. */
async function newest(): Promise<number> {
  const folders = await readdir(join(ROOT, 'src'), { recursive: true });
  const paths = [...SOURCES, ...folders.map((path) => join('src', path))];
  return Math.max(...(await Promise.all(paths.map(changed))));
}

async function changed(path: string): Promise<number> {
  return (await stat(join(ROOT, path)).catch(() => undefined))?.mtimeMs ?? 0;
}
