import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { V1Container, V1Pod } from '@kubernetes/client-node';
import { environmentOf, expand } from './environment';
import { Files, unpack } from './files';
import { Host } from './host';
import { KnownImage, repositoryOf } from './images';
import { mapPaths } from './paths';
import { podPort } from './pod-port';
import { Program, startProgram } from '../../processes/program';
import { Exit, Hook, NotYet, Workload } from '../workload';

const NETWORK = join(__dirname, 'network.cjs');
/** As much as a kubelet takes of a log for a termination message: 2048 bytes or 80 lines, whichever is less. */
const MESSAGE = { bytes: 2048, lines: 80 };

/** What a start has made: to run commands beside the program. */
interface Made {
  readonly files: Files;
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** A container's own command, run as a process of this machine. */
export class RunningProgram implements Workload {
  private ownPort = 0;
  private starts = 0;
  private made?: Made;
  private program?: Program;
  /** The files that its runs have written to, the oldest first. */
  private readonly logs: string[] = [];

  public constructor(
    private readonly host: Host,
    private readonly pod: V1Pod,
    private readonly container: V1Container,
  ) {}

  public get port(): number {
    return this.ownPort;
  }

  /** The process, while it runs: to be stopped or killed from outside. */
  public get pid(): number | undefined {
    return this.program?.ending === undefined ? this.program?.pid : undefined;
  }

  /** What its runs have written: all, or one of them, 0 the first. */
  public async log(run?: number): Promise<string> {
    const files = run === undefined ? this.logs : [this.logs[run]];
    return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('');
  }

  public async start(): Promise<{ ended: Promise<Exit> }> {
    const { container, host } = this;
    const image = this.image();
    const [command, ...args] = [...(container.command ?? []), ...(container.args ?? [])];
    if (!command) throw new NotYet('CreateContainerError', 'no command specified');
    const values = await environmentOf(host.core, this.pod, container);
    const files = await unpack(host, this.pod, container, image);
    this.ownPort ||= await podPort();
    const here = (text: string) => mapPaths(expand(text, values), files.places);
    const env = this.environment(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, here(value)])));
    const cwd = join(files.root, container.workingDir ?? image.workingDirectory);
    this.made = { files, env, cwd };
    const log = await this.nextLog();
    const program = startProgram(here(command), args.map(here), { name: container.name, log, cwd, env });
    this.program = program;
    return { ended: program.ended.then(() => this.exitOf(program)) };
  }

  public terminate(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGTERM');
  }

  public async kill(): Promise<void> {
    await this.program?.stop();
  }

  public async hook({ command, sleep: seconds = 0 }: Hook, over: AbortSignal): Promise<void> {
    if (!command) return void (await sleep(seconds * 1000, undefined, { signal: over }).catch(() => undefined));
    const { files, env, cwd } = this.made!;
    const [first, ...args] = command.map((word) => mapPaths(word, files.places));
    const child = spawn(first, args, { cwd, env, stdio: 'ignore', signal: over, killSignal: 'SIGKILL' });
    await new Promise<void>((resolve) => child.once('error', () => resolve()).once('exit', () => resolve()));
  }

  private image(): KnownImage {
    const name = this.container.image!;
    const image = this.host.images[repositoryOf(name)];
    if (!image) throw new NotYet('ErrImagePull', `the rig has no program for ${name}`);
    return image;
  }

  private environment(values: Record<string, string>): Record<string, string> {
    const network = { listen: this.ownPort, connect: Object.fromEntries(this.host.services) };
    return {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HOSTNAME: this.pod.metadata!.name!,
      ...values,
      // The first: what a program loads after it meets the pod's network, not the machine's.
      NODE_OPTIONS: `--require ${NETWORK} ${values.NODE_OPTIONS ?? ''}`.trim(),
      RIG_NETWORK: JSON.stringify(network),
    };
  }

  private async nextLog(): Promise<string> {
    const { name, namespace } = this.pod.metadata!;
    const file = join(this.host.folder, 'logs', `${namespace}_${name}_${this.container.name}_${this.starts++}.log`);
    await mkdir(dirname(file), { recursive: true });
    this.logs.push(file);
    return file;
  }

  private async exitOf(program: Program): Promise<Exit> {
    const code = program.code ?? (program.signal ? 128 + constants.signals[program.signal] : 128);
    const left = await readFile(this.made!.files.terminationLog, 'utf8');
    if (left || code === 0 || this.container.terminationMessagePolicy !== 'FallbackToLogsOnError') {
      return { code, message: left.slice(-4096) || undefined };
    }
    const tail = (await readFile(program.log)).subarray(-MESSAGE.bytes).toString();
    return {
      code,
      message: tail
        .split('\n')
        .slice(-MESSAGE.lines - 1)
        .join('\n'),
    };
  }
}
