import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Has Prometheus's own parser read rules and expressions. @returns what is wrong with them; nothing, if nothing is */
export async function wrongWith(program: string, rules: string, expressions: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docnow-promql-'));
  try {
    const file = join(folder, 'rules.yaml');
    await writeFile(file, rules);
    return await new Promise((resolve, reject) => {
      const running = execFile(program, [file], (error, stdout, stderr) => {
        const read = stdout.trim().split('\n').filter(Boolean).length;
        if (error && error.code !== 1) reject(error);
        else resolve(error ? stderr : read > expressions.length ? '' : 'no rule was read');
      });
      running.stdin!.end(expressions.map((one) => `${one}\n`).join(''));
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
