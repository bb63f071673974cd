import { join } from 'node:path';
import { ensureVenv, Lack, VenvOptions } from '../python/venv';
import { finish } from '../rig/processes/finish';
import { temporaryFolder } from '../rig/processes/temporary-folder';
import { onPath } from '../rig/tools/on-path';

/** Of the command line's first generation: the second is on no registry. What the page types is the same in both. */
const VERSION = '1.45.11';

/** AWS's command line: this machine's own, else installed once. @returns the program, or why it cannot be had */
export async function ensureAwsCli(options: VenvOptions): Promise<{ readonly program: string } | Lack> {
  const own = onPath('aws', process.env.PATH ?? '');
  if (own && (await runs(own))) return { program: own };
  const venv = await ensureVenv(
    { name: 'awscli', contents: VERSION, fill: (pip) => pip('install', `awscli==${VERSION}`) },
    options,
  );
  return 'lacks' in venv ? venv : { program: join(venv.bin, 'aws') };
}

async function runs(program: string): Promise<boolean> {
  const folder = await temporaryFolder('docnow-aws-cli-');
  const options = { name: program, log: join(folder.path, 'log') };
  const works = await finish(program, ['--version'], options).then(
    () => true,
    () => false,
  );
  await folder.delete();
  return works;
}
