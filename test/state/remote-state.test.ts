import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Lazy, S3Backend, TerraformOutput, TerraformStack, Testing } from 'cdktf';
import { RemoteState } from '../../src/state/remote-state';
import { RemoteStateProps } from '../../src/state/remote-state-props';
import { StateAccess } from '../../src/state/state-access';
import { StateLocking } from '../../src/state/state-locking';

function stateStack(props: Partial<RemoteStateProps> = {}) {
  const app = new App();
  const stack = new TerraformStack(app, 'state');
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  const state = new RemoteState(stack, 'State', { bucketName: 'docnow-state', ...props });
  return { app, stack, state };
}

/** A store that is copied. */
function replicated(props: Partial<RemoteStateProps>, kmsKeyArn?: string) {
  const stack = new TerraformStack(new App(), 'state');
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  const provider = new AwsProvider(stack, 'replica', { alias: 'replica', region: 'eu-central-1' });
  const replica = { bucketName: 'docnow-copy', provider, kmsKeyArn };
  return { stack, state: new RemoteState(stack, 'State', { bucketName: 'docnow-state', replica, ...props }) };
}

const synth = (stack: TerraformStack) => JSON.parse(Testing.synth(stack));
const backendOf = (stack: TerraformStack) => synth(stack).terraform.backend.s3;

function resources(stack: TerraformStack, type: string): any {
  const all = JSON.parse(Testing.synth(stack)).resource[type] ?? {};
  return Object.values(all)[0];
}

describe('RemoteState', () => {
  test('refuses removal until told otherwise', () => {
    const { stack } = stateStack();
    expect(resources(stack, 'aws_s3_bucket')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(resources(stack, 'aws_dynamodb_table')).toMatchObject({
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });

    const open = stateStack({ removalProtection: false }).stack;
    expect(resources(open, 'aws_s3_bucket')).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
    expect(resources(open, 'aws_dynamodb_table')).toMatchObject({ deletion_protection_enabled: false });
  });

  test('encrypts with the given key, bucket and backend alike', () => {
    const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/k';
    const { app, stack, state } = stateStack({ kmsKeyArn });
    const other = new TerraformStack(app, 'cluster');
    state.configure(other);
    expect(resources(stack, 'aws_s3_bucket_server_side_encryption_configuration').rule[0]).toMatchObject({
      apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: kmsKeyArn },
    });
    expect(JSON.parse(Testing.synth(other)).terraform.backend.s3).toMatchObject({ kms_key_id: kmsKeyArn });
  });

  test('configures another stack with literal values', () => {
    const { app, state } = stateStack();
    const other = new TerraformStack(app, 'cluster');
    state.configure(other);
    expect(JSON.parse(Testing.synth(other)).terraform.backend).toEqual({
      s3: {
        bucket: 'docnow-state',
        key: 'cluster.tfstate',
        region: 'eu-west-1',
        dynamodb_table: 'docnow-state-lock',
        encrypt: true,
      },
    });
  });

  test('cannot hold the state of its own stack', () => {
    const { stack, state } = stateStack();
    expect(() => state.configure(stack)).toThrow(
      "state/State: configure(stack) is 'state', the stack that makes the bucket, so at its first apply there is no bucket to keep its state in. Apply it with a local backend, then give bootstrapped: true",
    );
  });

  test('holds the state of its own stack once it is bootstrapped', () => {
    const { stack } = stateStack({ bootstrapped: true });
    const { bucket, key } = backendOf(stack);
    expect([bucket, key]).toEqual(['docnow-state', 'state.tfstate']);
  });

  test.each([
    [StateLocking.DYNAMODB, 'docnow-state-lock', undefined, true],
    [StateLocking.BOTH, 'docnow-state-lock', true, false],
    [StateLocking.S3, undefined, true, undefined],
  ])('locks by %s', (locking, table, lockFile, isProtected) => {
    const { app, stack, state } = stateStack({ locking });
    const other = new TerraformStack(app, 'cluster');
    state.configure(other);
    const { dynamodb_table: named, use_lockfile: file } = backendOf(other);
    expect([named, file]).toEqual([table, lockFile]);
    expect(resources(stack, 'aws_dynamodb_table')?.deletion_protection_enabled).toBe(isProtected);
    expect([state.lockTableName, state.lockTable === undefined]).toEqual([table, table === undefined]);
  });

  test('makes nothing else when the bucket cannot be made', () => {
    const { stack } = replicated({ objectLockDays: 30 });
    const { aws_s3_bucket: buckets, aws_iam_role: roles, aws_dynamodb_table: tables } = synth(stack).resource;
    const [[, copy], [own]] = Object.entries<any>(buckets);
    const waits = [copy, ...Object.values<any>(roles), ...Object.values<any>(tables)];
    expect(waits.map((one) => one.depends_on)).toEqual(waits.map(() => [`aws_s3_bucket.${own}`]));
  });

  test('copies to a bucket that is as its own', () => {
    const keys = ['eu-west-1', 'eu-central-1'].map((region) => `arn:aws:kms:${region}:123456789012:key/k`);
    const { stack } = replicated({ objectLockDays: 30, kmsKeyArn: keys[0] }, keys[1]);
    const all = synth(stack).resource;
    for (const type of ['versioning', 'object_lock_configuration', 'lifecycle_configuration', 'public_access_block']) {
      const [copy, own] = Object.values<any>(all[`aws_s3_bucket_${type}`]);
      expect(copy.provider).toBe('aws.replica');
      expect({ ...copy, provider: undefined, bucket: '', depends_on: [] }).toEqual({
        ...own,
        bucket: '',
        depends_on: [],
      });
    }
    const [{ rule }] = Object.values<any>(all.aws_s3_bucket_replication_configuration);
    expect(rule[0]).toMatchObject({
      delete_marker_replication: { status: 'Enabled' },
      destination: { encryption_configuration: { replica_kms_key_id: keys[1] } },
      source_selection_criteria: { sse_kms_encrypted_objects: { status: 'Enabled' } },
    });
  });

  test('grants in the stack of the role, for the stacks that are named', () => {
    const { app, state } = stateStack();
    const [cluster, ci] = ['cluster', 'ci'].map((id) => new TerraformStack(app, id));
    new AwsProvider(ci, 'aws', { region: 'eu-west-1' });
    const role = new IamRole(ci, 'Role', { name: 'ci', assumeRolePolicy: '{}' });
    state.configure(cluster);
    state.grantRead(role, [cluster]);
    state.grantApply(role);
    state.configure(ci);
    const policies = Object.values<any>(synth(ci).resource.aws_iam_role_policy);
    const states = policies.map(({ name, policy }) => [name, JSON.parse(policy).Statement[1].Resource]);
    expect(states).toEqual([
      ['state-apply-docnow-state', ['cluster', 'ci'].map((id) => `arn:aws:s3:::docnow-state/${id}.tfstate`)],
      ['state-read-docnow-state', ['arn:aws:s3:::docnow-state/cluster.tfstate']],
    ]);
    expect(Object.keys(synth(ci).data.aws_caller_identity)).toHaveLength(1);
  });

  test('lets a role keep the log of one switch', () => {
    const { app, state } = stateStack();
    const [trafficSwitch, ci] = ['switch', 'ci'].map((id) => new TerraformStack(app, id));
    new AwsProvider(ci, 'aws', { region: 'eu-west-1' });
    const role = new IamRole(ci, 'Role', { name: 'ci', assumeRolePolicy: '{}' });
    expect(() => state.grantReleaseLog(role, trafficSwitch)).toThrow('a stack whose state is not kept here');
    state.configure(trafficSwitch);
    state.grantReleaseLog(role, trafficSwitch);
    const [{ policy }] = Object.values<any>(synth(ci).resource.aws_iam_role_policy);
    expect(JSON.parse(policy).Statement).toEqual([
      {
        Sid: 'Log',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: ['arn:aws:s3:::docnow-state/docnow-release/switch/*'],
      },
    ]);
  });

  test('writes the same as a document, and knows only its own stacks', () => {
    const { app, stack, state } = stateStack();
    const cluster = new TerraformStack(app, 'cluster');
    expect(() => state.policyDocument(StateAccess.READ, [cluster])).toThrow(
      "state/State: stacks is 'cluster', a stack whose state is not kept here. Call configure with it first",
    );
    state.configure(cluster);
    new TerraformOutput(stack, 'policy', { value: state.policyDocument(StateAccess.PLAN) });
    const document = JSON.parse(synth(stack).output.policy.value);
    expect(document.Statement.map(({ Sid }: any) => Sid)).toEqual(['ListKeys', 'States', 'Checksums', 'Locks']);
  });

  test("refuses another stack's key, whoever configured that stack", () => {
    const { app, stack, state } = stateStack();
    const [blue, green, old] = ['blue', 'green', 'old'].map((id) => new TerraformStack(app, id));
    const again = new RemoteState(stack, 'Again', { bucketName: 'docnow-state' });
    state.configure(blue, 'env/blue.tfstate');
    new S3Backend(old, { bucket: 'docnow-state', key: 'old.tfstate' });
    for (const [one, key, other] of [
      [state, 'env/blue.tfstate', 'blue'],
      [again, 'env/blue.tfstate', 'blue'],
      [state, 'old.tfstate', 'old'],
    ] as const) {
      expect(() => one.configure(green, key)).toThrow(
        `${one.node.path}: key is '${key}', at which the stack ${other} keeps its state in the bucket docnow-state. Give each stack a key of its own`,
      );
    }
    expect(() => state.configure(blue)).toThrow(
      "state/State: configure(stack) is 'blue', a stack that has a backend already. Call configure once for each stack",
    );
    new RemoteState(stack, 'Other', { bucketName: 'docnow-other' }).configure(green, 'env/blue.tfstate');
  });

  test.each([
    ['', 'which is not made of letters, digits, hyphens, underscores and dots, with single slashes between'],
    ['/blue.tfstate', 'with single slashes between. Write a key such as cluster.tfstate'],
    ['blue.tfstate/', 'with single slashes between'],
    ['env//blue.tfstate', 'with single slashes between'],
    ['*.tfstate', 'which is not made of'],
    ['env/../blue.tfstate', 'which has a part of dots alone'],
    ['blue.tfstate.tflock', 'which ends as what Terraform itself keeps beside a state'],
    ['blue.tfstate-md5', 'which ends as what Terraform itself keeps beside a state'],
    ['b'.repeat(1025), 'which has 1025 characters; S3 takes 1024'],
    [Lazy.stringValue({ produce: () => 'blue' }), 'which is known only when Terraform runs'],
  ])('refuses the key %j', (key, words) => {
    const { app, state } = stateStack();
    expect(() => state.configure(new TerraformStack(app, 'blue'), key)).toThrow(words);
  });

  test.each([
    [{}, { alias: undefined }, "replica.provider is 'state/replica', which is not a provider of this stack, with"],
    [{}, { region: 'eu-west-1' }, 'for another region than eu-west-1. Make one such as new AwsProvider(stack'],
    [
      { bucketName: 'Copy' },
      {},
      "state/State/Replica: replica.bucketName is 'Copy', which is not made of lower case letters",
    ],
    [{ kmsKeyArn: 'KEY' }, {}, "replica.kmsKeyArn is 'KEY', but kmsKeyArn is not given, and S3 copies from key to key"],
  ])('refuses a replica with %j by a provider with %j', (more, config, words) => {
    const stack = new TerraformStack(new App(), 'state');
    const provider = new AwsProvider(stack, 'replica', { alias: 'replica', region: 'eu-central-1', ...config });
    const replica = { bucketName: 'docnow-copy', ...more, provider };
    const props = { bucketName: 'docnow-state', region: 'eu-west-1', replica };
    expect(() => new RemoteState(stack, 'State', props)).toThrow(words);
  });

  test.each([
    [{ bucketName: 'ab' }, "bucketName is 'ab', which has 2 characters; S3 wants 3 to 63. Write a name such as"],
    [{ bucketName: 'DocNow' }, "bucketName is 'DocNow', which is not made of lower case letters, digits and hyphens"],
    [{ bucketName: 'state-s3alias' }, 'which begins or ends with what S3 keeps for itself'],
    [{ lockTableName: 'a b' }, "lockTableName is 'a b', which is not the name of a DynamoDB table. Use 3 to 255"],
    [{ keepOldVersionsDays: 0 }, 'keepOldVersionsDays is 0, which is not a number of days that S3 takes'],
    [{ objectLockDays: 1.5 }, 'objectLockDays is 1.5, which is not a number of days that S3 takes'],
    [
      { objectLockDays: 91 },
      'objectLockDays is 91, so that old versions cannot go after the 90 days of keepOldVersionsDays',
    ],
    [
      { lockTableName: 'lock', locking: StateLocking.S3 },
      "lockTableName is 'lock', but with StateLocking.S3 there is no table. Leave it out, or take",
    ],
  ])('refuses %j', (props, words) => {
    expect(() => stateStack(props)).toThrow(words);
  });

  test('asks for a region when the stack has none', () => {
    const stack = new TerraformStack(new App(), 'state');
    expect(() => new RemoteState(stack, 'State', { bucketName: 'docnow-state' })).toThrow(
      'state/State: region is undefined, and no AwsProvider with a region was found in the stack. Give the region',
    );
  });
});
