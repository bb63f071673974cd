import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cacheFolder } from '../tools/cache';
import { missing } from '../tools/installed';
import { onPath } from '../tools/on-path';
import { Recipe } from '../tools/recipe';

/** What a machine has, as far as it matters here. Versions are undefined where the program was not found. */
export interface Facts {
  readonly node: string;
  readonly terraform: string | undefined;
  readonly go: string | undefined;
  readonly cargo: string | undefined;
  readonly cc: boolean;
  /** Where tools are kept, and the bytes free there. */
  readonly cache: string;
  readonly free: number;
  /** The tools that are not in the cache. */
  readonly toBuild: readonly Recipe[];
}

/** Looks at this machine. */
export async function facts(tools: readonly Recipe[]): Promise<Facts> {
  const cache = cacheFolder();
  const [terraform, go, cargo, free, toBuild] = await Promise.all([
    version('terraform', ['version']),
    version('go', ['version']),
    version('cargo', ['--version']),
    freeBytes(cache),
    missing(tools, cache),
  ]);
  return { node: process.versions.node, terraform, go, cargo, cc: !!onPath('cc'), cache, free, toBuild };
}

function version(program: string, args: string[]): Promise<string | undefined> {
  // Terraform's newer versions are none of our business, nor is a configuration file that is not there.
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined };
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: 30_000 }, (error, stdout) => {
      resolve(error ? undefined : /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0]);
    });
  });
}

async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || folder === dirname(folder)) throw error;
    return freeBytes(dirname(folder));
  }
}
