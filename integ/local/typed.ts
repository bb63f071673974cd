import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../project';
import { startProgram } from '../rig/processes/program';
import { Rig } from '../rig/rig';

const SCRIPT = 'examples/local/local.sh';

/** The commands of the example's README, in its order. */
export async function commands(): Promise<string[]> {
  const text = await readFile(join(ROOT, 'examples', 'local', 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([^`]*)```/g)].flatMap(([, block]) => block.trim().split('\n'));
  return blocks.filter((line) => line.startsWith(SCRIPT));
}

/**
 * Types a command as it stands in the README, where kubectl's current context is the rig's.
 *
 * @returns what it says
 * @throws with what it says, when it fails
 */
export async function typed({ kube, dir, tools, providers }: Rig, line: string): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !/^(TF|KUBE|KUBERNETES|DOCNOW)_|^KUBECONFIG$/.test(name));
  const program = startProgram('sh', ['-c', line], {
    name: line,
    log: join(dir, `${line.replace(/\W+/g, '-')}.log`),
    cwd: ROOT,
    env: {
      ...Object.fromEntries(own),
      PATH: `${dirname(tools.terraform)}:${process.env.PATH}`,
      TF_CLI_CONFIG_FILE: providers.cliConfig,
      CHECKPOINT_DISABLE: '1',
      KUBECONFIG: kube.kubeconfigPath,
      DOCNOW_LOCAL: home(dir),
    },
  });
  await program.ended;
  if (program.code !== 0) throw new Error(program.epitaph(80));
  return readFile(program.log, 'utf8');
}

/** Where the example keeps what it writes. */
export function home(dir: string): string {
  return join(dir, 'local');
}
