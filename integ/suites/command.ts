import { spawn } from 'node:child_process';

/** Runs a program of the project's own dependencies; what it prints is the reader's. @returns its exit code */
export function command(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['--no-install', program, ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}
