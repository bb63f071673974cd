import { join } from 'node:path';
import { ensureVenv, Lack, VenvOptions } from '../python/venv';

/** The version whose checks the accepted findings are findings of. */
const VERSION = '3.3.30';

/** Installs checkov once. @returns the program, or why it cannot be had */
export async function ensureCheckov(options: VenvOptions): Promise<{ readonly program: string } | Lack> {
  const venv = await ensureVenv(
    { name: 'checkov', contents: VERSION, fill: (pip) => pip('install', `checkov==${VERSION}`) },
    options,
  );
  return 'lacks' in venv ? venv : { program: join(venv.bin, 'checkov') };
}
