import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Found, lookUp, mirrorFolders, VARIABLE } from './mirrors';
import { askRegistry } from './registry';
import { NAMES, PLATFORM, ProviderName, WANTED } from './wanted';
import { Tools } from '../tools/tools';

/** Terraform's providers on this machine. */
export interface Providers {
  /** Which were taken from where, a line for a person. */
  readonly source: string;
  /** Those that cannot be had: none, or of kubernetes and helm. */
  readonly missing: readonly ProviderName[];
  /** Why not, a line for a person; empty when none is missing. */
  readonly why: string;
  /** Terraform's CLI configuration: a file that names the mirror. */
  readonly cliConfig: string;
}

/** Where to look, if not where an operator would have them. */
export interface Search {
  /** @default what Terraform says to an `init` */
  readonly registry?: (terraform: string) => Promise<{ mirror: string } | { refusal: string }>;
  /** @default mirrorFolders() */
  readonly folders?: readonly string[];
}

/**
 * Finds the providers: from the registry where Terraform reaches it, else in the mirrors of this machine.
 *
 * @param dir a folder of the rig's, where the CLI configuration and the mirror made of those found are put
 * @throws when the aws provider cannot be had, with what was looked for and where
 */
export async function findProviders(
  tools: Pick<Tools, 'terraform'>,
  dir: string,
  search: Search = {},
): Promise<Providers> {
  const { registry = askRegistry, folders = mirrorFolders() } = search;
  const answer = await registry(tools.terraform);
  if ('mirror' in answer) {
    const cliConfig = await configure(dir, answer.mirror);
    return { source: `${titles(NAMES)}: from the registry`, missing: [], why: '', cliConfig };
  }
  const found = new Map<ProviderName, Found>();
  for (const name of NAMES) {
    const one = lookUp(name, folders);
    if (one) found.set(name, one);
  }
  const missing = NAMES.filter((name) => !found.has(name));
  const why = missing.length ? notFound(missing, answer.refusal, folders) : '';
  if (missing.includes('aws')) throw new Error(why);
  const merged = join(dir, 'providers');
  await rm(merged, { recursive: true, force: true });
  for (const { mirror, path } of found.values()) {
    // Terraform follows a link that stands for a platform's folder, not one further up.
    await mkdir(dirname(join(merged, path)), { recursive: true });
    await symlink(join(mirror, path), join(merged, path));
  }
  const source = [...found].map(([name, { mirror }]) => `${titles([name])}: from ${mirror}`).join('; ');
  return { source, missing, why, cliConfig: await configure(dir, merged) };
}

function notFound(missing: readonly ProviderName[], refusal: string, folders: readonly string[]): string {
  return [
    `Terraform cannot get ${titles(missing)} for ${PLATFORM} from the registry: ${refusal}`,
    `No mirror on this machine has registry.terraform.io/hashicorp/NAME/VERSION/${PLATFORM} for it. Looked into:`,
    ...folders.map((folder) => `- ${folder}`),
    `Let Terraform reach the registry, or name a mirror, such as \`terraform providers mirror\` makes, by ${VARIABLE}.`,
  ].join('\n');
}

function titles(names: readonly ProviderName[]): string {
  return names.map((name) => `hashicorp/${name} ${WANTED[name]}`).join(', ');
}

async function configure(dir: string, mirror: string): Promise<string> {
  const file = join(dir, 'terraform.tfrc');
  const ours = NAMES.map((name) => `"registry.terraform.io/hashicorp/${name}"`).join(', ');
  const lines = [
    'disable_checkpoint = true',
    'provider_installation {',
    `  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = [${ours}]\n  }`,
    `  direct {\n    exclude = [${ours}]\n  }`,
    '}',
  ];
  await mkdir(dir, { recursive: true });
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}
