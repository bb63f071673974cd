import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAIL_ON_REJECTION, PRELOAD_SCRIPT } from '../../src/environment/preload';

/** An application as DocNow is one: a log file in its folder, a server that knows nothing of keep-alive. */
const APPLICATION = `
const server = require('http').createServer((request, response) => response.end());
server.listen(0, '127.0.0.1', () => {
  const log = require('fs').createWriteStream(process.cwd() + '/app.log');
  log.on('open', () => log.write(JSON.stringify([server.keepAliveTimeout, server.headersTimeout]) + '\\n'));
});
`;

test('logs to the standard output, keeps connections longer than a load balancer, and stops when asked', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'preload-')));
  try {
    writeFileSync(join(folder, 'preload.js'), PRELOAD_SCRIPT);
    writeFileSync(join(folder, 'application.js'), APPLICATION);
    const child = spawn(process.execPath, ['--require', './preload.js', 'application.js'], { cwd: folder });
    const line = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(`${data}`)));
    expect(JSON.parse(line)).toEqual([75000, 80000]);
    const code = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(readdirSync(folder)).not.toContain('app.log');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a program that fails by a promise nobody looks at ends by an error, where it is told to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'preload-'));
  try {
    writeFileSync(join(folder, 'preload.js'), PRELOAD_SCRIPT);
    // As Node.js before 15 does without a word.
    const args = [
      '--unhandled-rejections=warn',
      '--require',
      './preload.js',
      '-e',
      'Promise.reject(new Error("broken"))',
    ];
    const run = (env: Record<string, string>) =>
      spawnSync(process.execPath, args, { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' });
    expect(run({}).status).toBe(0);
    const strict = run({ [FAIL_ON_REJECTION]: '1' });
    expect(strict.status).not.toBe(0);
    expect(strict.stderr).toContain('broken');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
