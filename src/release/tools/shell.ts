import { spawn } from 'node:child_process';
import { Command, typed } from './command';

/** A command that ended with an error, or did not start. */
export class CommandFailed extends Error {
  constructor(
    readonly command: Command,
    /** What it wrote about it, without Terraform's frames. */
    readonly words: string,
  ) {
    super(`${typed(command)}\n${words}`);
  }
}

/** Runs programs. What they write for a person goes to standard error: standard output is the result's. */
export class Shell {
  /** Whether Ctrl-C or a request to end has come: what is under way is finished, and nothing more is begun. */
  interrupted = false;

  /** @returns what it wrote to standard output */
  read(command: Command): Promise<string> {
    return this.run(command, false);
  }

  /** The same, while a person looks on. */
  show(command: Command): Promise<string> {
    return this.run(command, true);
  }

  private run(command: Command, shown: boolean): Promise<string> {
    const child = spawn(command.program, command.args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [written, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      if (shown) process.stderr.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    // A Ctrl-C reaches the program by the terminal; a request to end reaches this process alone.
    const pass = () => child.kill('SIGINT');
    process.on('SIGTERM', pass);
    return new Promise<string>((resolve, reject) => {
      const failed = (words: string) => reject(new CommandFailed(command, words));
      child.once('error', ({ message }) => failed(`${command.program} cannot be run: ${message}`));
      child.once('close', (code, signal) => {
        if (code === 0) resolve(written);
        else failed(unframed(errors) || `${command.program} ended with ${signal ?? `code ${code}`}`);
      });
    }).finally(() => process.off('SIGTERM', pass));
  }
}

function unframed(text: string): string {
  return text.replace(/^[╷│╵] ?/gm, '').trim();
}
