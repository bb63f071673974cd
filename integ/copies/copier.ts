import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { Gate } from './gate';
import { startProgram } from '../rig/processes/program';

/** A container as a CronJob has it, with the values of its plain variables. */
export interface Copying {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What stands for the pod's surroundings. */
export interface Surroundings {
  /** AWS's command line. */
  readonly cli: string;
  readonly gate: Gate;
  /** For logs and the home folder. */
  readonly dir: string;
}

/** What a run came to: `killed` when it was, in the midst of it. */
export interface Ran {
  readonly ending: string;
  readonly words: string;
}

let runs = 0;

/**
 * Runs what the pod would, on a folder in place of its volume.
 *
 * @param writes after how many writes to the object store the pod is lost, with all that runs in it
 */
export async function run(
  { command, env }: Copying,
  folder: string,
  { cli, gate, dir }: Surroundings,
  writes = Infinity,
): Promise<Ran> {
  const home = join(dir, 'home');
  await mkdir(home, { recursive: true });
  const program = startProgram(command[0], command.slice(1), {
    name: 'copy',
    log: join(dir, `copy-${(runs += 1)}.log`),
    env: {
      ...env,
      PATH: `${dirname(cli)}${delimiter}${process.env.PATH}`,
      HOME: home,
      FOLDER: folder,
      AWS_ENDPOINT_URL: gate.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  gate.open(writes, () => void program.stop());
  await program.ended;
  return {
    ending: program.signal === 'SIGKILL' ? 'killed' : String(program.code),
    words: await readFile(program.log, 'utf8'),
  };
}

/** The container of a CronJob, as the API server has it. */
export function copying(cronJob: any): Copying {
  const [{ command, env }] = cronJob.spec.jobTemplate.spec.template.spec.containers;
  const plain = env.filter(({ value }: any) => value !== undefined);
  return { command, env: Object.fromEntries(plain.map(({ name, value }: any) => [name, value])) };
}
