import assert from 'node:assert/strict';
import { TestContext } from 'node:test';
import { DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { commandsUnder } from '../page';
import { bucketOf, stackOf, stores } from './projects';
import { awsCli, Scene } from './scene';
import { StateLocking } from '../../src/state/state-locking';

const [Bucket, Key] = [bucketOf(StateLocking.S3), `${stackOf(StateLocking.S3)}.tfstate`];
const REPLICA = `${Bucket}-replica`;

/** States are in another region, too, and no version of them can be deleted. */
export async function copies(scene: Scene): Promise<void> {
  const original = await scene.stored(StateLocking.S3);
  const copy = await scene.s3.send(new GetObjectCommand({ Bucket: REPLICA, Key }));
  assert.equal(await copy.Body!.transformToString(), original.text);
  assert.equal(copy.ReplicationStatus, 'REPLICA');
  for (const bucket of [Bucket, REPLICA]) {
    const { Versions } = await scene.s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key }));
    const [{ VersionId }] = Versions!;
    const remove = new DeleteObjectCommand({ Bucket: bucket, Key, VersionId });
    await assert.rejects(scene.s3.send(remove), { name: 'AccessDenied' });
  }
}

/** As if the bucket were lost: its stack goes on in another store, with what is in the copy. */
export async function restored(scene: Scene, context: TestContext): Promise<void> {
  const cli = await awsCli(context);
  if (!cli) return;
  const original = await scene.stored(StateLocking.S3);
  const [restore] = commandsUnder('A copy in another region');
  const dora = scene.operator('dora');
  await dora.synth(stores({ moved: true, value: original.value }));
  await dora.has('aws', cli);
  const variables = { REPLICA, KEY: Key, BUCKET: bucketOf(StateLocking.BOTH), STACK: stackOf(StateLocking.S3) };
  assert.match(await dora.done(restore, variables), /No changes/);
  assert.equal((await scene.stored(StateLocking.BOTH, Key)).text, original.text);
}
