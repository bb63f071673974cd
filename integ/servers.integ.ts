import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, TestContext } from 'node:test';
import { promisify } from 'node:util';
import { until } from './rig/processes/until';
import { findPostgres, findRedis, orSkip } from './rig/servers/found';
import { RunningPostgres } from './rig/servers/postgres';
import { RunningRedis, startRedis } from './rig/servers/redis';
import { ask, FILL, job, started as postgresAsWritten, SUM } from './servers/postgres';
import { writtenPostgres, writtenRedis } from './servers/written';

/** Stopped when the test is over. */
async function started(context: TestContext, bin: string): Promise<RunningPostgres> {
  const running = await postgresAsWritten(bin);
  context.after(() => running.stop());
  return running;
}

function code(ran: Promise<unknown>): Promise<number> {
  return ran.then(
    () => 0,
    (error: { code: number }) => error.code,
  );
}

void test('PostgreSQL starts with the settings that its memory gives, and its owner alone comes in from afar', async (context) => {
  const found = orSkip(context, findPostgres());
  if (!found) return;
  const postgres = await started(context, found.bin);
  const shown = async (setting: string) => [setting, await ask(postgres, `SHOW ${setting}`)];
  const settings = ['shared_buffers', 'work_mem', 'max_connections', 'huge_pages', 'data_checksums', 'lc_collate'];
  assert.deepEqual(Object.fromEntries(await Promise.all(settings.map(shown))), {
    shared_buffers: '256MB',
    work_mem: '2621kB',
    max_connections: '100',
    huge_pages: 'off',
    data_checksums: 'on',
    lc_collate: 'C.UTF-8',
  });
  const mine = 'SELECT current_user, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user';
  assert.equal(await ask(postgres, mine), 'docnow|f|f|f');
  await ask(postgres, 'CREATE EXTENSION pg_trgm; DROP EXTENSION pg_trgm');
  await assert.rejects(ask(postgres, 'SELECT 1', { PGPASSWORD: 'guessed' }), /password authentication failed/);
  const superuser = { PGUSER: 'postgres', PGPASSWORD: 'of-the-image' };
  await assert.rejects(ask(postgres, 'SELECT 1', superuser), /password authentication failed for user "postgres"/);
});

void test('a new password is taken from the Secret by the script of the first start', async (context) => {
  const found = orSkip(context, findPostgres());
  if (!found) return;
  const postgres = await started(context, found.bin);
  const { server, owner } = writtenPostgres();
  const file = join(postgres.folder, 'password');
  const changed = 'it\'s \\a "new" $one';
  await writeFile(file, changed);
  await postgres.run('bash', ['-c', owner], { ...server.env, PASSWORD_FILE: file });
  assert.equal(await ask(postgres, 'SELECT 1', { PGPASSWORD: changed }), '1');
  await assert.rejects(ask(postgres, 'SELECT 1'), /password authentication failed/);
});

void test('probes of PostgreSQL tell a server that serves from one that recovers, and from none', async (context) => {
  const found = orSkip(context, findPostgres());
  if (!found) return;
  const postgres = await started(context, found.bin);
  const { readiness, liveness, startup } = writtenPostgres().server.probes;
  const answers = async () => {
    const PGPORT = String(postgres.port);
    const codes = [readiness, liveness, startup].map((probe) =>
      code(postgres.run(probe![0], probe!.slice(1), { PGPORT })),
    );
    return (await Promise.all(codes)).map((one) => one === 0);
  };
  assert.deepEqual(await answers(), [true, true, true]);
  await postgres.kill();
  assert.deepEqual(await answers(), [false, false, false]);
  // One that follows another and takes no questions answers as one that recovers.
  await writeFile(join(postgres.folder, 'data', 'standby.signal'), '');
  await postgres.run('sh', ['-c', 'printf "hot_standby = off\\n" >> data/postgresql.conf']);
  void postgres.start().catch(() => {});
  await until('it listens', 30, async () => (await answers())[1]);
  assert.deepEqual(await answers(), [false, true, true]);
});

void test('a backup of PostgreSQL is put back elsewhere, and over what was changed, whole or not at all', async (context) => {
  const found = orSkip(context, findPostgres());
  if (!found) return;
  const [postgres, other] = await Promise.all([started(context, found.bin), started(context, found.bin)]);
  const { backup, restore } = writtenPostgres();
  const folder = join(postgres.folder, 'backups');
  await postgres.run('mkdir', [folder]);
  await ask(postgres, FILL);
  const before = await ask(postgres, SUM);
  assert.match(before, /^20000 /);

  const old = ['docnow-20200101T021700Z.dump', 'docnow-20200102T021700Z.dump', 'another.dump'];
  for (const name of old) await postgres.run('touch', [join(folder, name)]);
  await job(postgres, backup, { BACKUPS: folder, KEEP: '2' });
  const [dump, ...left] = (await readdir(folder)).filter((name) => !old.includes(name));
  assert.match(dump, /^docnow-\d{8}T\d{6}Z\.dump$/);
  assert.deepEqual([left, (await readdir(folder)).sort()], [[], ['another.dump', old[1], dump].sort()]);
  await writeFile(join(other.folder, 'wrong'), 'wrong');
  const failing = job(postgres, backup, { BACKUPS: folder, KEEP: '1', PASSWORD_FILE: join(other.folder, 'wrong') });
  await assert.rejects(failing, /password authentication failed/);
  assert.equal((await readdir(folder)).length, 3, 'a backup that failed took another away, or left a part');

  const lists = await job(other, restore, { BACKUPS: folder });
  assert.match(lists, new RegExp(`nothing is changed.*${dump}`, 's'));
  assert.match(await job(other, restore, { BACKUPS: folder, DUMP: dump }), /^restored docnow-/m);
  assert.equal(await ask(other, SUM), before);
  assert.equal(await ask(other, 'SELECT count(*) FROM newest'), '10');

  await ask(postgres, "DELETE FROM tweet WHERE id > 500; UPDATE tweet SET text = 'gone'; CREATE TABLE later (id int)");
  const changed = await ask(postgres, SUM);
  await copyFile(join(folder, dump), join(folder, 'cut.dump'));
  await truncate(join(folder, 'cut.dump'), 100_000);
  await assert.rejects(job(postgres, restore, { BACKUPS: folder, DUMP: 'cut.dump' }));
  assert.equal(await ask(postgres, SUM), changed, 'half a backup was put back');
  await job(postgres, restore, { BACKUPS: folder, DUMP: dump });
  assert.equal(await ask(postgres, SUM), before);
  assert.equal(await ask(postgres, "SELECT to_regclass('later') IS NULL"), 't');
});

/** A Redis that is set as `Redis` says, with another's folder and port. */
async function startedRedis(context: TestContext, memoryMiB?: number): Promise<RunningRedis | undefined> {
  const programs = orSkip(context, findRedis());
  if (!programs) return undefined;
  const args = writtenRedis({ memoryMiB }).args.map((arg) => (arg === '/data' ? '.' : arg));
  const running = await startRedis({ programs, args });
  context.after(() => running.stop());
  return running;
}

void test('Redis has after a kill what it had said yes to', async (context) => {
  const redis = await startedRedis(context);
  if (!redis) return;
  let last = 0;
  const writing = (async () => {
    for (;;) last = Number(await redis.cli('INCR', 'counter'));
  })().catch(() => {});
  await until('it was written to', 30, () => last >= 50);
  await redis.kill();
  await writing;
  await redis.start();
  const kept = Number(await redis.cli('GET', 'counter'));
  // One more may have been done, whose answer the kill cut off. The log is on the disk a second later at most: the end of
  // the machine takes that second along, which no test on a machine that goes on can show.
  assert.ok(kept === last || kept === last + 1, `${last} were answered, ${kept} are there`);
  assert.equal(await redis.cli('CONFIG', 'GET', 'appendfsync'), 'appendfsync\neverysec');
});

void test('Redis refuses to write when it is full, and forgets nothing', async (context) => {
  const redis = await startedRedis(context, 64);
  if (!redis) return;
  await redis.cli('RPUSH', 'urls', 'https://example.org/first');
  const megabyte = (key: number) => redis.cli('SETRANGE', `big${key}`, String(1024 * 1024), 'x');
  for (let key = 1; key <= 40 && !(await megabyte(key)).includes('OOM'); key += 1);
  assert.match(await redis.cli('RPUSH', 'urls', 'one more'), /OOM command not allowed/);
  assert.equal(await redis.cli('LPOP', 'urls'), 'https://example.org/first');
});

void test('Redis is not ready while it reads its log', async (context) => {
  const redis = await startedRedis(context);
  if (!redis) return;
  const [program, ...args] = writtenRedis().probes.readiness!;
  const here = args.map((arg) => arg.replace('-p 6379', `-p ${redis.port}`));
  const ready = () => code(promisify(execFile)(program, here)).then((one) => one === 0);
  assert.equal(await ready(), true);
  await redis.cli('EVAL', "for i = 1, 20000 do redis.call('RPUSH', KEYS[1], i) end", '1', 'urls');
  await redis.kill();
  assert.equal(await ready(), false);
  // Redis has this setting for its own tests: so many microseconds for each command of the log.
  await redis.start({ wait: false, args: ['--key-load-delay', '100'] });
  await until('it reads', 30, async () => (await redis.cli('PING')).startsWith('LOADING'));
  assert.equal(await ready(), false);
  await until('it has read', 60, ready);
  assert.equal(await redis.cli('LLEN', 'urls'), '20000');
});
