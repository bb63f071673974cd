import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM, ProviderName, WANTED } from './wanted';

/** The variable by which somebody names a mirror of theirs. */
export const VARIABLE = 'DOCNOW_INFRA_PROVIDERS';

/** A provider found in a mirror. */
export interface Found {
  /** The mirror: a folder that has `registry.terraform.io/` in it. */
  readonly mirror: string;
  /** What of it Terraform reads, below the mirror: the unpacked folder of the platform, or a packed file. */
  readonly path: string;
}

/** The folders that a mirror may be in, most wanted first: a named one, then those that Terraform itself looks into. */
export function mirrorFolders(env: NodeJS.ProcessEnv = process.env, home = homedir()): string[] {
  const user = [join(home, '.terraform.d', 'plugins')];
  const system =
    process.platform === 'darwin'
      ? [
          join(home, 'Library/Application Support/io.terraform/plugins'),
          '/Library/Application Support/io.terraform/plugins',
        ]
      : [
          env.XDG_DATA_HOME || join(home, '.local/share'),
          ...(env.XDG_DATA_DIRS || '/usr/local/share:/usr/share').split(':'),
        ]
          .filter(Boolean)
          .map((folder) => join(folder, 'terraform', 'plugins'));
  const named = [env[VARIABLE], env.TF_PLUGIN_CACHE_DIR].filter((folder) => folder !== undefined && folder !== '');
  return [...new Set([...(named as string[]), ...user, ...system, ...under('/opt')])];
}

/** Folders directly under one that have what makes a mirror. */
function under(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .map((name) => join(parent, name))
    .filter((folder) => existsSync(join(folder, 'registry.terraform.io')));
}

/** Looks for a provider in both layouts of a mirror, unpacked and packed. */
export function lookUp(name: ProviderName, folders: readonly string[]): Found | undefined {
  const version = WANTED[name];
  const base = join('registry.terraform.io', 'hashicorp', name);
  const paths = [join(base, version, PLATFORM), join(base, `terraform-provider-${name}_${version}_${PLATFORM}.zip`)];
  return folders
    .flatMap((mirror) => paths.map((path) => ({ mirror, path })))
    .find(({ mirror, path }) => existsSync(join(mirror, path)));
}
