import assert from 'node:assert/strict';
import { chown, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bucketOf, emptyBucket } from './bucket';
import { Copying, run } from './copier';
import { startGate } from './gate';
import { copyScript, DUMPS, fetchScript } from '../../src/services/copies/copy-scripts';
import { startAws } from '../rig/aws/start';
import { temporaryFolder } from '../rig/processes/temporary-folder';
import { findPostgres } from '../rig/servers/found';
import { ensureTools } from '../rig/tools/ensure-tools';
import { ask, FILL, job, started, SUM } from '../servers/postgres';
import { writtenPostgres } from '../servers/written';
import { ensureAwsCli } from '../state/aws-cli';

const BUCKET = 'backups';
const env = { BUCKET, PREFIX: 'postgres', FETCH: 'postgres-fetch', AWS_DEFAULT_REGION: 'us-east-1' };
const copy: Copying = { command: ['bash', '-c', copyScript(DUMPS)], env };
const fetched: Copying = { command: ['bash', '-c', fetchScript(DUMPS)], env };

/**
 * Backups of the real PostgreSQL are copied by a pod that is lost and by one that completes it. Their volume is lost, an empty
 * one takes nothing away, and what was fetched to it has all rows. Only when that is said is it copied from then on.
 */
export async function postgresCopies(): Promise<void> {
  const dir = await temporaryFolder('docnow-copies-');
  const [cli, found] = [await ensureAwsCli({ say: console.error }), findPostgres()];
  if ('lacks' in cli) throw new Error(cli.lacks);
  if ('lacks' in found) throw new Error(found.lacks);
  const aws = await startAws(await ensureTools(), dir.path);
  const gate = await startGate(aws.endpoint);
  const postgres = await started(found.bin);
  try {
    await emptyBucket(aws, BUCKET);
    const around = { cli: cli.program, gate, dir: dir.path };
    const { backup, restore } = writtenPostgres();
    const folder = join(postgres.folder, 'backups');
    const said = async (what: Copying, ending: string, words: RegExp, more = {}, writes?: number) => {
      const ran = await run({ ...what, env: { ...what.env, ...more } }, folder, around, writes);
      assert.match(ran.words, words);
      assert.equal(ran.ending, ending);
    };
    await postgres.run('mkdir', [folder]);
    await ask(postgres, FILL);
    const before = await ask(postgres, SUM);
    await job(postgres, backup, { BACKUPS: folder, KEEP: '2' });
    const [dump] = await readdir(folder);
    await said(copy, 'killed', /^$/, {}, 1);
    assert.deepEqual(await bucketOf(aws, BUCKET), ['postgres/docnow-copies']);
    await said(copy, '0', new RegExp(`is as the volume is: ${dump}`));

    await rm(folder, { recursive: true });
    await mkdir(folder);
    await said(copy, '1', /holds copies of another volume, so nothing is changed there/);
    await said(fetched, '0', new RegExp(`Fetched: ${dump}`));
    const { uid, gid } = postgres.user ?? { uid: process.getuid!(), gid: process.getgid!() };
    for (const path of ['', ...(await readdir(folder))]) await chown(join(folder, path), uid, gid);
    await ask(postgres, 'DROP VIEW newest; DROP TABLE tweet');
    await job(postgres, restore, { BACKUPS: folder, DUMP: dump });
    assert.equal(await ask(postgres, SUM), before);

    await said(copy, '1', /was fetched from s3:\/\/backups\/postgres.*REPLACE=yes/);
    await said(fetched, '0', /From now on, this volume is copied/, { REPLACE: 'yes' });
    await rm(join(folder, dump));
    await job(postgres, backup, { BACKUPS: folder, KEEP: '2' });
    const [newer] = (await readdir(folder)).filter((name) => name.endsWith('.dump'));
    await said(copy, '0', new RegExp(`is as the volume is: ${newer}`));
    assert.deepEqual(await bucketOf(aws, BUCKET), [`postgres/${newer}`, 'postgres/docnow-copies']);
    console.log('PostgreSQL: all rows are back');
  } finally {
    await gate.close();
    await Promise.all([postgres.stop(), aws.stop()]);
    await dir.delete();
  }
}
