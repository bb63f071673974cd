import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** How a program ended, and all that it printed. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program of the project's own dependencies. */
export async function command(program: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  const child = spawn('npx', ['--no-install', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
  const [code, ...output] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, output: output.join('') };
}
