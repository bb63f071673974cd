import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BatchV1Api, V1Job } from '@kubernetes/client-node';
import { commandsUnder } from '../page';
import { Trial } from '../rig/applier/trial';

/** Types the commands of docs/commands.md, for a namespace, and looks at the Jobs that come of it. */
export async function typeCommands(trial: Trial, namespace: string): Promise<void> {
  const batch = trial.kube.config.makeApiClient(BatchV1Api);
  const type = (commands: string) =>
    promisify(execFile)('/bin/sh', ['-e', '-c', commands.replaceAll('docnow-blue', namespace)], {
      env: { PATH: process.env.PATH, KUBECONFIG: trial.kube.kubeconfigPath, HOME: trial.folder.path },
    });
  const job = (name: string): Promise<V1Job> => batch.readNamespacedJob({ name, namespace });
  const { items } = await batch.listNamespacedCronJob({ namespace });
  assert.ok(items.every(({ spec, status }) => spec!.suspend && !status?.lastScheduleTime));
  const [start, look] = commandsUnder('Start one', 'commands.md');
  await type(start);
  const wait = look.split('\n').find((line) => line.includes(' wait '))!;
  await type(wait);
  assert.equal((await job('load-places-1')).status!.succeeded, 1);
  await type(commandsUnder('Start one with arguments', 'commands.md')[0]);
  const [sudo] = (await job('sudo-jack')).spec!.template.spec!.containers;
  assert.deepEqual([sudo.command, sudo.args], [['node', 'dist/commands/sudo'], ['jack']]);
  await type(commandsUnder('Remove data', 'commands.md')[0]);
  const [reset] = (await job('reset-1')).spec!.template.spec!.containers;
  const [program, ...args] = [...reset.command!, ...reset.args!];
  // In a container it would run node; here the program that it comes to is looked at.
  const said = await promisify(execFile)(program, [args[0], args[1].replace('exec ', 'echo '), ...args.slice(2)]);
  assert.equal(said.stdout, 'node dist/commands/reset\n');
  await assert.rejects(
    promisify(execFile)(program, args.slice(0, -1)),
    /say remove-the-data-of-all-colours as its first/,
  );
}
