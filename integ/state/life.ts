import assert from 'node:assert/strict';
import { DescribeTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { Operator } from './operator';
import { commandsUnder } from '../page';
import { project } from './projects';
import { APPLY, Scene, UNCHANGED } from './scene';
import { StateLocking } from '../../src/state/state-locking';
import * as stateIs from '../checks/state';

/** A store from its set-up, which was begun, to its removal, as the page says. */
export async function life(scene: Scene, owner: Operator): Promise<void> {
  const [, moveIn] = commandsUnder('Set up');
  const [ofState, ofStack] = commandsUnder('Move from the lock table to lock files');
  const [moveOut] = commandsUnder('Remove');
  const told = { bucketName: 'docnow-own', bootstrapped: true };
  const table = { TableName: 'docnow-own-lock' };
  const facts = { stateBucket: told.bucketName, lockTable: table.TableName };

  assert.match(await scene.over('set up'), /Resources: 8 added/);
  const local = await owner.localState('state');
  await owner.synth(project(told));
  assert.match(await owner.done(moveIn), /No changes/);
  const moved = await scene.s3.send(new GetObjectCommand({ Bucket: told.bucketName, Key: 'state.tfstate' }));
  const { lineage, serial, resources } = JSON.parse(await moved.Body!.transformToString());
  assert.deepEqual([lineage, resources], [local.lineage, local.resources]);
  assert.ok(serial >= local.serial, `${serial} after ${local.serial}`);
  await owner.done(APPLY, { STACK: 'cluster' });

  await owner.synth(project({ ...told, locking: StateLocking.BOTH }));
  assert.match(await owner.done(ofState), /Resources: 0 added, 1 changed, 0 destroyed/);
  await owner.done(ofStack + UNCHANGED, { STACK: 'cluster' });
  await owner.synth(project({ ...told, locking: StateLocking.S3 }));
  assert.match(await owner.done(ofState), /Resources: 0 added, 0 changed, 1 destroyed/);
  await owner.done(ofStack + UNCHANGED, { STACK: 'cluster' });
  await assert.rejects(scene.dynamo.send(new DescribeTableCommand(table)), ResourceNotFoundException);

  assert.match(await owner.refused('terraform -chdir=state destroy'), /Instance cannot be destroyed/);
  await owner.done('terraform -chdir=cluster destroy');
  const last = JSON.parse(await owner.done('terraform -chdir=state state pull'));
  await owner.synth(project({ ...told, bootstrapped: false, locking: StateLocking.S3, removalProtection: false }));
  const said = await owner.done(moveOut);
  assert.match(said, /Successfully unset|Successfully configured the backend "local"/);
  assert.match(said, /Destroy complete! Resources: 7 destroyed/);
  assert.equal((await owner.localState('state')).lineage, last.lineage);
  for (const { run } of stateIs.goneChecks) await run({ aws: scene.aws } as never, facts);
}
