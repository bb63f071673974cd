import assert from 'node:assert/strict';
import { TestContext } from 'node:test';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ACCESSES, bucketOf, roleFor, stackOf, stores } from './projects';
import { Recorder, startRecorder } from './recorder';
import { APPLY, forEachLocking, Scene } from './scene';
import { StateAccess } from '../../src/state/state-access';
import { StateLocking } from '../../src/state/state-locking';
import { assumeRole, variablesOf } from '../rig/aws/assume-role';
import { clientOptions } from '../rig/aws/client-options';
import { until } from '../rig/processes/until';

/** As AWS calls it in S3; fakecloud's IAM says AccessDeniedException everywhere, as AWS does in DynamoDB. */
const denied = { name: /^AccessDenied/ };

const OWN: Record<StateAccess, string> = {
  READ: 'terraform -chdir="$STACK" init && terraform -chdir="$STACK" output',
  PLAN: 'terraform -chdir="$STACK" init && terraform -chdir="$STACK" plan',
  APPLY,
};

/** The first thing that is beyond a role, and how it is refused. */
const BEYOND: Partial<Record<StateAccess, [command: string, words: RegExp]>> = {
  READ: ['terraform -chdir="$STACK" plan', /Error acquiring the state lock .*AccessDenied/],
  PLAN: ['terraform -chdir="$STACK" apply', /Failed to save state .*AccessDenied/],
};

/** People do by their role what it is for. What was called then is what the role allows, and no more. */
export async function access(scene: Scene, context: TestContext): Promise<void> {
  const last = () => policyOf(scene, StateLocking.BOTH, StateAccess.APPLY);
  await until('the roles have their policies', 60, async () => Boolean(await last()));
  await forEachLocking(context, async (locking) => {
    for (const [index, kind] of ACCESSES.entries()) {
      const recorder = await startRecorder(scene.aws.endpoint);
      try {
        await asRole(scene, { locking, kind, value: 3 + index, recorder });
      } finally {
        await recorder.stop();
      }
    }
  });
}

interface Person {
  readonly locking: StateLocking;
  readonly kind: StateAccess;
  readonly value: number;
  readonly recorder: Recorder;
}

async function asRole(scene: Scene, { locking, kind, value, recorder }: Person): Promise<void> {
  const credentials = await assumeRole(scene.aws, roleFor(kind));
  const env = { ...scene.aws.env, ...variablesOf(credentials) };
  const person = scene.operator(`${kind}-${locking}`, { endpoint: recorder.endpoint, env });
  const STACK = stackOf(locking);
  await person.synth(stores({ value }));
  await person.done(OWN[kind], { STACK });
  assert.deepEqual(recorder.calls(), allowedBy(await policyOf(scene, locking, kind), locking));

  const { text } = await scene.stored(locking);
  const [command, words] = BEYOND[kind] ?? [];
  if (command) assert.match(await person.refused(command, { STACK }), words!);
  assert.equal((await scene.stored(locking)).text, text);

  // What is another stack's is none of theirs, and nothing is without TLS.
  const [Bucket, Key] = [bucketOf(locking), 'other.tfstate'];
  await scene.s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
  const read = (endpoint: string, key: string) =>
    new S3Client({ ...clientOptions({ ...scene.aws, endpoint }), credentials, forcePathStyle: true }).send(
      new GetObjectCommand({ Bucket, Key: key }),
    );
  await read(recorder.endpoint, `${STACK}.tfstate`);
  await assert.rejects(read(recorder.endpoint, Key), denied);
  await assert.rejects(read(scene.aws.endpoint, `${STACK}.tfstate`), denied);
  if (locking === StateLocking.S3) return;
  const lock = { TableName: `${Bucket}-lock`, Item: { LockID: { S: `${Bucket}/${Key}` } } };
  const theirs = new DynamoDBClient({ ...clientOptions(scene.aws), credentials });
  await assert.rejects(theirs.send(new PutItemCommand(lock)), denied);
}

/** A role's policy about a store, as IAM tells it. */
async function policyOf(scene: Scene, locking: StateLocking, kind: StateAccess): Promise<string> {
  const name = { RoleName: roleFor(kind), PolicyName: `state-${kind.toLowerCase()}-${bucketOf(locking)}` };
  const { PolicyDocument } = await scene.iam.send(new GetRolePolicyCommand(name));
  return decodeURIComponent(PolicyDocument!);
}

/** All that a policy allows, in the recorder's words. */
function allowedBy(policy: string, locking: StateLocking): string[] {
  return JSON.parse(policy)
    .Statement.flatMap(({ Effect, Action, Resource, Condition }: any) => {
      assert.equal(Effect, 'Allow');
      const about = Condition?.['ForAllValues:StringEquals']['dynamodb:LeadingKeys'] ?? Resource;
      if (Condition) {
        assert.deepEqual(Resource, [`arn:aws:dynamodb:us-east-1:123456789012:table/${bucketOf(locking)}-lock`]);
      }
      return Action.flatMap((action: string) => about.map((one: string) => `${action} ${one}`));
    })
    .sort();
}
