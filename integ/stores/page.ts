import { execFile } from 'node:child_process';
import { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { commandsUnder } from '../page';
import { Kube } from '../rig/kube/kube';
import { Lack, orSkip } from '../rig/servers/found';
import { onPath } from '../rig/tools/on-path';

/** The commands of `docs/postgres.md` under a heading that make a job; no kubelet is here for what follows or reads one. */
function jobCommands(heading: string): string[] {
  return commandsUnder(heading, 'postgres.md')
    .flatMap((block) => block.split(/\n(?=kubectl)/))
    .filter((command) => command.includes('create job'));
}

/** Types them, as an operator would. @returns what kubectl said, or nothing where there is no kubectl: then the test is skipped */
export async function typed(
  context: TestContext,
  { kubeconfigPath }: Kube,
  headings: readonly string[],
  filledIn: Record<string, string>,
): Promise<string[] | undefined> {
  const lack: Lack = { lacks: 'kubectl is not on PATH. Get it from https://kubernetes.io/docs/tasks/tools.' };
  const kubectl = onPath('kubectl');
  if (!orSkip(context, kubectl ? { kubectl } : lack)) return undefined;
  const said: string[] = [];
  const env = { ...process.env, KUBECONFIG: kubeconfigPath, ...filledIn };
  for (const command of headings.flatMap(jobCommands)) {
    said.push((await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', command], { env })).stdout.trim());
  }
  return said;
}
