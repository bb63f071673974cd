import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestContext } from 'node:test';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { commandsUnder } from '../page';
import { bucketOf, stackOf, stores } from './projects';
import { APPLY, awsCli, forEachLocking, Scene } from './scene';
import { StateLocking } from '../../src/state/state-locking';

/** A state that is pushed over, and one that is put past Terraform, are had back as the page says. */
export async function olderState(scene: Scene, context: TestContext): Promise<void> {
  const cli = await awsCli(context);
  if (!cli) return;
  const carla = scene.operator('carla');
  await carla.synth(stores({ value: 2 }));
  await carla.has('aws', cli);
  const [list, fetchAndPush, forgetChecksum] = commandsUnder('Get an older state back');

  await forEachLocking(context, async (locking) => {
    const [BUCKET, STACK] = [bucketOf(locking), stackOf(locking)];
    const [KEY, TABLE] = [`${STACK}.tfstate`, `${BUCKET}-lock`];
    const variables = { BUCKET, STACK, KEY, TABLE };
    const { text: older } = await scene.stored(locking);
    await carla.done(APPLY, variables);
    const good = await scene.stored(locking);
    assert.equal(good.value, 2);
    const versions = async () => {
      const said = await carla.done(list, variables);
      return JSON.parse(said) as { VersionId: string; IsLatest: boolean }[];
    };
    const wanted = (await versions()).find(({ IsLatest }) => IsLatest)!.VersionId;
    const recover = () =>
      carla.done(fetchAndPush.replaceAll('wanted.tfstate', `${STACK}.wanted`), { ...variables, VERSION_ID: wanted });

    // Somebody pushes a state that they have had for long.
    await writeFile(join(scene.dir, 'carla', `${STACK}.old`), older);
    await carla.done(`terraform -chdir="$STACK" state push -force ../../../${STACK}.old`, variables);
    assert.equal((await scene.stored(locking)).value, 1);
    assert.match(await recover(), /No changes/);
    const { serial, lineage, value } = await scene.stored(locking);
    assert.deepEqual([lineage, value], [good.lineage, 2]);
    assert.ok(serial >= good.serial);

    // Somebody puts one there past Terraform.
    await scene.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: older }));
    if (locking !== StateLocking.S3) {
      const refused = await carla.refused('terraform -chdir="$STACK" plan', variables);
      assert.match(refused, /state data in S3 does not have the expected content/);
      await carla.done(forgetChecksum, variables);
    }
    assert.match(await recover(), /No changes/);
    const { text } = await scene.stored(locking);
    assert.equal(JSON.parse(text).outputs.value.value, 2);
    if (locking !== StateLocking.S3) {
      const item = { TableName: TABLE, Key: { LockID: { S: `${BUCKET}/${KEY}-md5` } } };
      const { Item } = await scene.dynamo.send(new GetItemCommand(item));
      assert.equal(Item?.Digest.S, createHash('md5').update(text).digest('hex'));
    }
  });
}
