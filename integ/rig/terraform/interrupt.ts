import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Program } from '../processes/program';

const OF_CLUSTER = /terraform-provider-(kubernetes|helm)/;

/**
 * Stops an apply that waits for the cluster in vain, so that Terraform keeps what it has done in the state and frees the
 * lock.
 *
 * Asked to stop, Terraform begins nothing new, but the kubernetes provider goes on waiting for a Deployment for its ten
 * minutes; so the provider is ended under it. The object that was waited for is not in the state then: it goes with its
 * namespace.
 */
export async function interrupt(terraform: Program): Promise<void> {
  process.kill(terraform.pid!, 'SIGINT');
  await endedWithin(terraform, 3000);
  for (const pid of await providersOf(terraform)) process.kill(pid, 'SIGKILL');
  await endedWithin(terraform, 15_000);
  await terraform.stop();
}

async function endedWithin(terraform: Program, milliseconds: number): Promise<void> {
  await Promise.race([terraform.ended, sleep(milliseconds, undefined, { ref: false })]);
}

async function providersOf(terraform: Program): Promise<number[]> {
  if (terraform.ending !== undefined) return [];
  // Where there is no `ps`, all is ended at once, and the lock stays.
  const none = { stdout: '' };
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,command=']).catch(() => none);
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , parent, command]) => Number(parent) === terraform.pid && OF_CLUSTER.test(command))
    .map(([, pid]) => Number(pid));
}
