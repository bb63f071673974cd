import assert from 'node:assert/strict';
import { DescribeTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { commandsUnder } from '../page';
import { project } from './projects';
import { Scene } from './scene';

/** A bucket of the name is there before: nothing else is made. It is taken over, as the page says. */
export async function takenName(scene: Scene): Promise<void> {
  const BUCKET = 'docnow-taken';
  await scene.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const late = scene.operator('late');
  await late.synth(project({ bucketName: BUCKET, removalProtection: false }, 'docnow-taken-replica'));
  const [setUp, , takeOver] = commandsUnder('Set up');
  const said = await late.refused(setUp);
  assert.match(said, new RegExp(`creating S3 Bucket \\(${BUCKET}\\): BucketAlready(Exists|OwnedByYou) `));
  assert.deepEqual((await late.localState('state')).resources, []);
  const table = { TableName: `${BUCKET}-lock` };
  await assert.rejects(scene.dynamo.send(new DescribeTableCommand(table)), ResourceNotFoundException);
  const { Buckets } = await scene.s3.send(new ListBucketsCommand({ Prefix: BUCKET }));
  assert.deepEqual(
    Buckets?.map(({ Name }) => Name),
    [BUCKET],
  );
  const { Roles } = await scene.iam.send(new ListRolesCommand({}));
  assert.deepEqual(
    Roles?.filter(({ Description }) => Description?.includes(BUCKET)),
    [],
  );

  await late.synth(project({ bucketName: BUCKET, removalProtection: false }));
  const [, ADDRESS] = /with (aws_s3_bucket\.\w+)/.exec(said) ?? assert.fail(said);
  scene.begin('taken over', late.done(`${takeOver}terraform -chdir=state destroy`, { ADDRESS, BUCKET }));
}
