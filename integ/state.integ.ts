import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetBucketVersioningCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { commandsUnder } from './page';
import { until } from './rig/processes/until';
import { access } from './state/access';
import { copies, restored } from './state/copies';
import { life } from './state/life';
import { locks } from './state/locks';
import { olderState } from './state/older-state';
import { Operator } from './state/operator';
import { bucketOf, LOCKINGS, project, stores } from './state/projects';
import { Scene } from './state/scene';
import { takenName } from './state/taken-name';
import { StateLocking } from '../src/state/state-locking';

const AT_ONCE = { concurrency: true };
let scene: Scene;
/** Whoever makes the stores that the others work with. */
let admin: Operator;
/** Whoever goes through the page from its beginning to its end. */
let owner: Operator;

before(async () => {
  scene = await Scene.start();
  [admin, owner] = ['admin', 'owner'].map((name) => scene.operator(name));
  await admin.synth(stores());
  scene.begin('stores', admin.done('terraform -chdir=stores init && terraform -chdir=stores apply'));
  await owner.synth(project({ bucketName: 'docnow-own' }));
  scene.begin('set up', owner.done(commandsUnder('Set up')[0]));
});

after(() => scene?.stop());

void test('a bucket of the same name leaves nothing half made, and can be taken over', () => takenName(scene));

void test('the stores can be used as soon as they have versions and a lock', async () => {
  const active = async (locking: StateLocking) => {
    const { Table } = await scene.dynamo.send(new DescribeTableCommand({ TableName: `${bucketOf(locking)}-lock` }));
    return Table?.TableStatus === 'ACTIVE';
  };
  const locked = async () => (await active(StateLocking.DYNAMODB)) && active(StateLocking.BOTH);
  const versioned = async () => {
    for (const Bucket of LOCKINGS.map(bucketOf)) {
      if ((await scene.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status !== 'Enabled') return false;
    }
    return true;
  };
  const ready = until('there are lock tables and versions', 60, async () => (await locked()) && versioned());
  await Promise.race([ready, scene.over('stores')]);
  assert.deepEqual(await scene.tables(), ['docnow-both-lock', 'docnow-dynamodb-lock', 'docnow-own-lock']);
});

void test('two applies at once, and one that is killed', AT_ONCE, (context) => locks(scene, context));

void test('an older state is had back from the bucket', AT_ONCE, (context) => olderState(scene, context));

void test('a reader, a planner and an applier are let do just that, by IAM', AT_ONCE, (context) =>
  access(scene, context),
);

void test('stores to their end', AT_ONCE, async (context) => {
  await Promise.all([
    context.test('a store keeps its own state, moves from lock table to lock files, and is removed', () =>
      life(scene, owner),
    ),
    context.test('states are copied to another region, and their versions cannot be deleted', async (copied) => {
      assert.match(await scene.over('stores'), /Apply complete!/);
      assert.match(await admin.done('terraform -chdir=stores plan'), /No changes/);
      await copies(scene);
      await copied.test('a state goes on in another store, from its copy', (alone) => restored(scene, alone));
      assert.match(await admin.done('terraform -chdir=stores destroy'), /Destroy complete!/);
    }),
    context.test('a bucket that was there is like any other', async () => {
      assert.match(await scene.over('taken over'), /Resources: 7 added.*Destroy complete! Resources: 8 destroyed/);
    }),
  ]);
  assert.deepEqual((await scene.s3.send(new ListBucketsCommand({}))).Buckets ?? [], []);
  assert.deepEqual(await scene.tables(), []);
  const { Roles } = await scene.iam.send(new ListRolesCommand({}));
  assert.deepEqual(
    Roles?.filter(({ RoleName }) => RoleName?.startsWith('docnow')),
    [],
  );
});
