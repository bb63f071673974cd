import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { claimDemo, stopDemo } from './demo/only-one';
import { options } from './demo/options';
import { ROOT } from './project';
import { Step } from './story/step';
import { table } from './story/table';

/** Stays until it is told to go. */
const SLEEPER = 'setInterval(() => {}, 1000)';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'docnow-demo-test-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function demo(args: string[], env: Record<string, string> = {}) {
  const tsx = ['--import', 'tsx', join(ROOT, 'integ', 'demo.ts'), ...args];
  const child = spawn(process.execPath, tsx, { cwd: ROOT, env: { ...process.env, ...env } });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status, stdout, stderr };
}

void test('the command line is read, and what it does not know is refused', () => {
  assert.deepEqual(options([]), { keep: false, stop: false });
  assert.deepEqual(options(['--keep', '--json', 'x']), { keep: true, stop: false, json: 'x' });
  assert.throws(() => options(['--kep']), /'--kep' is not an option of the demo\.\nnpm run demo/);
  assert.throws(() => options(['--json']), /'--json' is not an option/);
});

void test('a wrong word ends with code 2, before anything starts', async () => {
  const { status, stderr, stdout } = await demo(['--kep']);
  assert.equal(status, 2, stderr);
  assert.match(stderr, /'--kep' is not an option of the demo/);
  assert.equal(stdout, '');
});

void test('an earlier demo that still runs is named, with how to stop it', async () =>
  inFolder(async (folder) => {
    const sleeper = spawn(process.execPath, ['--eval', SLEEPER], { stdio: 'ignore' });
    const gone = once(sleeper, 'exit');
    const cache = join(folder, 'docnow-infra');
    await mkdir(cache);
    await writeFile(join(cache, 'demo.json'), JSON.stringify({ pid: sleeper.pid, since: '2026-01-01T00:00:00Z' }));
    const second = await demo([], { XDG_CACHE_HOME: folder });
    assert.equal(second.status, 2);
    assert.match(second.stderr, new RegExp(`An earlier demo is still running: process ${sleeper.pid}, since 2026`));
    assert.match(second.stderr, /npm run demo -- --stop/);
    const stopped = await demo(['--stop'], { XDG_CACHE_HOME: folder });
    assert.equal(stopped.status, 0, stopped.stderr);
    assert.match(stopped.stdout, /has torn itself down/);
    await gone;
  }));

void test('a demo that is gone does not hinder the next', async () =>
  inFolder(async (folder) => {
    const file = join(folder, 'demo.json');
    const { pid } = spawnSync(process.execPath, ['--eval', '']);
    await writeFile(file, JSON.stringify({ pid, since: 'long ago' }));
    assert.equal(await stopDemo(file), 'No demo is running.');
    claimDemo(file);
    assert.equal(JSON.parse(await readFile(file, 'utf8')).pid, process.pid);
    assert.ok(existsSync(file));
  }));

void test('the table is plain text', () => {
  const step: Step = { name: 'switch', resources: 1, seconds: 2.34, requests: 5, failed: 0, apiWrites: 1 };
  const [head, first, second] = table([{ ...step, plan: { add: 0, change: 1, destroy: 0 } }, step]).split('\n');
  assert.equal(head, 'step    resources   time  requests  failed   plan  API writes');
  assert.equal(first, 'switch          1  2.3 s         5       0  0/1/0           1');
  assert.equal(second, 'switch          1  2.3 s         5       0      -           1');
});
