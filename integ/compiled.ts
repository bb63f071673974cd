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
      if ((await changed(ASSEMBLY)) > (await newest())) return;
      const log = join(cache, 'jsii.log');
      await finish(npmProgram('jsii'), ['--silence-warnings=reserved-word'], { name: 'jsii', log, cwd: ROOT });
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
