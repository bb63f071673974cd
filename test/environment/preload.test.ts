import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRELOAD_SCRIPT } from '../../src/environment/preload';

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
