import { existsSync } from 'node:fs';
import { mkdir, writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REQUIRED } from './wanted';
import { startProgram } from '../processes/program';
import { cacheFolder } from '../tools/cache';
import { locked } from '../tools/lock';

/**
 * Asks Terraform itself whether it gets the providers, by the configuration that this machine's user has. What it gets is
 * kept in the rig's cache, and is a mirror from then on.
 */
export async function askRegistry(terraform: string): Promise<{ mirror: string } | { refusal: string }> {
  const folder = join(cacheFolder(), 'providers');
  return locked(
    `${folder}.lock`,
    () => ask(terraform, folder),
    () => {},
  );
}

async function ask(terraform: string, cwd: string): Promise<{ mirror: string } | { refusal: string }> {
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: REQUIRED } }));
  const init = startProgram(terraform, ['init', '-input=false', '-no-color'], {
    name: 'terraform init',
    log: join(cwd, 'init.log'),
    cwd,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: userConfig(), TF_IN_AUTOMATION: '1' },
  });
  await init.ended;
  if (init.code === 0) return { mirror: join(cwd, '.terraform', 'providers') };
  if (init.code === undefined) return { refusal: init.epitaph() };
  return { refusal: firstError(await readFile(init.log, 'utf8')) };
}

/** The user's own CLI configuration; one that is named and is not there counts as none. */
function userConfig(): string | undefined {
  const { TF_CLI_CONFIG_FILE: file } = process.env;
  return file && existsSync(file) ? file : undefined;
}

/** The first paragraph below the first error's title, on one line. */
function firstError(log: string): string {
  const [title = '', words = ''] = log.split(/^Error: /m)[1]?.split('\n\n') ?? [log];
  return (words || title).replace(/\s+/g, ' ').trim();
}
