import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { onLeaving } from './leaving';

/** A program that this process started, and that does not outlive it. */
export interface Program {
  readonly name: string;
  readonly pid: number | undefined;
  /** The file that it writes to. */
  readonly log: string;
  /** How it ended, such as `ended with code 1`; undefined while it runs. */
  readonly ending: string | undefined;
  /** Its exit code once it has ended; undefined when a signal ended it or it never started. */
  readonly code: number | undefined;
  /** The signal that ended it, if one did. */
  readonly signal: NodeJS.Signals | undefined;
  /** Settles once it has ended, never with an error. */
  readonly ended: Promise<void>;
  /** Kills it and whatever it started. */
  stop(): Promise<void>;
  /** How it ended and the last lines that it wrote, for an error. */
  epitaph(lines?: number): string;
}

/** How to start a program. */
export interface ProgramOptions {
  /** What to call it in errors. */
  readonly name: string;
  /** A file for all that it writes; made anew. */
  readonly log: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The user and group that it runs as, of whoever may choose: root. */
  readonly as?: { readonly uid: number; readonly gid: number };
}

/** Starts a program in a group of its own: a Ctrl-C at the terminal reaches this process alone, which then decides. */
export function startProgram(path: string, args: string[], { name, log, cwd, env, as }: ProgramOptions): Program {
  const file = openSync(log, 'w');
  const child = spawn(path, args, { stdio: ['ignore', file, file], cwd, env, detached: true, ...as });
  closeSync(file);
  let ending: string | undefined;
  let code: number | undefined;
  let endedBy: NodeJS.Signals | undefined;
  const kill = () => {
    try {
      if (ending === undefined && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended, and this process has yet to hear of it.
    }
  };
  const callOff = onLeaving(kill);
  const ended = new Promise<void>((resolve) => {
    const end = (how: string) => {
      ending ??= how;
      callOff();
      resolve();
    };
    child.once('error', (error) => end(`did not start: ${error.message}`));
    child.once('exit', (status, signal) => {
      code = status ?? undefined;
      endedBy = signal ?? undefined;
      end(signal ? `was ended by ${signal}` : `ended with code ${status}`);
    });
  });
  return {
    name,
    log,
    ended,
    pid: child.pid,
    get ending() {
      return ending;
    },
    get code() {
      return code;
    },
    get signal() {
      return endedBy;
    },
    stop: () => {
      kill();
      return ended;
    },
    epitaph: (lines = 20) => {
      const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
      return `${name} ${ending ?? 'is running'}. The last lines of ${log}:\n${last}`;
    },
  };
}
