import assert from 'node:assert/strict';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  NotFound,
  S3Client,
} from '@aws-sdk/client-s3';
import { Check, Reach } from './check';
import { clientOptions } from '../rig/aws/client-options';

/** What the state's stack was told. */
export interface StateFacts {
  readonly stateBucket: string;
  readonly lockTable: string;
}

const s3 = ({ aws }: Reach) => new S3Client({ ...clientOptions(aws), forcePathStyle: true });
const dynamo = ({ aws }: Reach) => new DynamoDBClient(clientOptions(aws));

/** What RemoteState made, as S3 and DynamoDB tell it. */
export const checks: Check<StateFacts>[] = [
  {
    name: 'state: the bucket keeps every version for a while, encrypted',
    run: async (rig, { stateBucket: Bucket }) => {
      const client = s3(rig);
      assert.equal((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');
      const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket }));
      const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
      assert.equal(rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256');
      const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      assert.deepEqual(
        Rules?.map((one) => [one.Status, one.NoncurrentVersionExpiration?.NoncurrentDays, one.Expiration]),
        [['Enabled', 90, undefined]],
      );
    },
  },
  {
    name: 'state: the bucket is private and answers by TLS alone',
    run: async (rig, { stateBucket: Bucket }) => {
      const client = s3(rig);
      const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
      assert.deepEqual(PublicAccessBlockConfiguration, {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const ownership = await client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
      assert.equal(ownership.OwnershipControls?.Rules?.[0].ObjectOwnership, 'BucketOwnerEnforced');
      const policy = await client.send(new GetBucketPolicyCommand({ Bucket }));
      const [statement] = JSON.parse(policy.Policy ?? '{}').Statement;
      assert.deepEqual(
        [statement.Effect, statement.Principal, statement.Action, statement.Condition],
        ['Deny', '*', 's3:*', { Bool: { 'aws:SecureTransport': 'false' } }],
      );
      assert.deepEqual(statement.Resource, [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`]);
    },
  },
  {
    name: 'state: the lock table is the one that Terraform expects, encrypted and recoverable',
    run: async (rig, { lockTable: TableName }) => {
      const client = dynamo(rig);
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      assert.deepEqual(Table?.KeySchema, [{ AttributeName: 'LockID', KeyType: 'HASH' }]);
      assert.equal(Table?.BillingModeSummary?.BillingMode, 'PAY_PER_REQUEST');
      assert.equal(Table?.SSEDescription?.Status, 'ENABLED');
      const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
      assert.equal(
        backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
        'ENABLED',
      );
    },
  },
];

/** Only where removal protection was left on. */
export const protectedChecks: Check<StateFacts>[] = [
  {
    name: 'state: AWS refuses to remove the lock table',
    run: async (rig, { lockTable: TableName }) => {
      const { Table } = await dynamo(rig).send(new DescribeTableCommand({ TableName }));
      assert.equal(Table?.DeletionProtectionEnabled, true);
    },
  },
];

/** After destroy. */
export const goneChecks: Check<StateFacts>[] = [
  {
    name: 'state: bucket and lock table are gone',
    run: async (rig, { stateBucket, lockTable }) => {
      await assert.rejects(s3(rig).send(new HeadBucketCommand({ Bucket: stateBucket })), NotFound);
      const { Buckets } = await s3(rig).send(new ListBucketsCommand({}));
      assert.deepEqual(Buckets?.filter(({ Name }) => Name === stateBucket) ?? [], []);
      await assert.rejects(
        dynamo(rig).send(new DescribeTableCommand({ TableName: lockTable })),
        ResourceNotFoundException,
      );
    },
  },
];
