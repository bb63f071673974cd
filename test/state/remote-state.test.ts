import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { RemoteState } from '../../src/state/remote-state';
import { RemoteStateProps } from '../../src/state/remote-state-props';

function stateStack(props: Partial<RemoteStateProps> = {}) {
  const app = new App();
  const stack = new TerraformStack(app, 'state');
  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
  const state = new RemoteState(stack, 'State', { bucketName: 'docnow-state', ...props });
  return { app, stack, state };
}

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

  test.each([
    [{ bucketName: 'ab' }, "bucketName is 'ab', which has 2 characters; S3 wants 3 to 63. Write a name such as"],
    [{ bucketName: 'DocNow' }, "bucketName is 'DocNow', which is not made of lower case letters, digits and hyphens"],
    [{ bucketName: 'state-s3alias' }, 'which begins or ends with what S3 keeps for itself'],
    [{ lockTableName: 'a b' }, "lockTableName is 'a b', which is not the name of a DynamoDB table. Use 3 to 255"],
    [{ keepOldVersionsDays: 0 }, 'keepOldVersionsDays is 0, which is not a number of days that S3 takes'],
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
