import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  ClusterCapability,
  DataNamespace,
  IEksCluster,
  Postgres,
  PostgresBackups,
  S3Backups,
  S3BackupsProps,
} from '../../../src';
import { FakeCluster, newStack, resources } from '../../services/fake-cluster';

function make(props: Partial<S3BackupsProps> = {}, capabilities = Object.values(ClusterCapability)) {
  const stack = newStack();
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  const cluster = Object.assign(new FakeCluster(undefined, capabilities), {
    name: 'docnow',
    region: 'eu-west-1',
  }) as unknown as IEksCluster;
  const store = new S3Backups(stack, 'Backups', { cluster, ...props });
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  new Postgres(stack, 'Postgres', { cluster, namespace, backups: PostgresBackups.toClaim({ copies: { store } }) });
  return stack;
}

describe('S3Backups', () => {
  test('keeps every version for a while, and refuses to go', () => {
    const stack = make({ objectLockDays: 7 });
    const [bucket] = resources(stack, 'aws_s3_bucket');
    expect(bucket).toMatchObject({ bucket_prefix: 'docnow-backups-', force_destroy: false });
    expect(bucket.lifecycle).toEqual({ prevent_destroy: true });
    const [{ rule }] = resources(stack, 'aws_s3_bucket_lifecycle_configuration');
    expect(rule[0].noncurrent_version_expiration).toEqual([{ noncurrent_days: 30 }]);
    const [lock] = resources(stack, 'aws_s3_bucket_object_lock_configuration');
    expect(lock.rule.default_retention).toEqual({ days: 7, mode: 'GOVERNANCE' });
  });

  test('lets pods of one service account use one prefix, and delete no version', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/backups';
    const stack = make({ kmsKeyArn });
    const [policy] = resources(stack, 'aws_iam_role_policy');
    const statements = JSON.parse(policy.policy).Statement;
    expect(statements.map(({ Sid, Action }: any) => [Sid, Action])).toEqual([
      ['List', ['s3:ListBucket']],
      ['Copy', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']],
      ['Key', ['kms:GenerateDataKey', 'kms:Decrypt']],
    ]);
    expect(statements[0].Condition).toEqual({ StringLike: { 's3:prefix': ['postgres/*'] } });
    expect(statements[1].Resource[0]).toMatch(/\/postgres\/\*$/);
    const [association] = resources(stack, 'aws_eks_pod_identity_association');
    expect(association).toMatchObject({
      cluster_name: 'docnow',
      namespace: 'docnow-data',
      service_account: 'postgres-copy',
    });
  });

  test('lets those pods reach S3 and the agent that gives out credentials, and no private network', () => {
    const policies = resources(make(), 'kubernetes_network_policy_v1');
    const { spec } = policies.find(({ metadata }) => metadata.name === 'postgres-copy');
    expect(spec.egress.map(({ to, ports }: any) => [to[0].ip_block.cidr, ports[0].port])).toEqual([
      ['0.0.0.0/0', 443],
      ['169.254.170.23/32', 80],
    ]);
    expect(spec.egress[0].to[0].ip_block.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16']));
  });

  test('is refused with the way out', () => {
    expect(() => make({ bucketName: 'Backups' })).toThrow(
      "services/Backups: bucketName is 'Backups', which is not made of lower case letters, digits and hyphens, with a letter or " +
        'digit at each end. Use such as example-docnow-backups, or leave it out.',
    );
    expect(() => make({ keepDeletedDays: 0 })).toThrow(/keepDeletedDays is 0, less than the 1 days needed/);
    expect(() => make({ keepDeletedDays: 5, objectLockDays: 6 })).toThrow(
      /objectLockDays is 6, more than the 5 days possible/,
    );
    expect(() => make({}, [])).toThrow(
      /cluster\.capabilities is \[\], without POD_IDENTITY, pods that copy would get no role of AWS\. Add the add-on/,
    );
  });
});
