import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketReplicationConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-replication-configuration';
import { dependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { checkBucketName } from './check-remote-state';
import { replicationPolicy } from './replication-policy';
import { StateReplicaProps } from './state-replica-props';
import { trustOf } from '../platform/aws/iam/policy-document';
import { VersionedBucket, versionedBucket, VersionedBucketProps } from '../platform/aws/versioned-bucket';
import { invalid } from '../platform/invalid';

/** Internal: what is copied. */
export interface Replicated {
  readonly store: VersionedBucket;
  readonly region: string;
  /** What the bucket was told, most of which is true of the copy, too. */
  readonly told: Omit<VersionedBucketProps, 'name' | 'provider'> & { readonly bucketName: string };
}

/** Internal: a bucket in another region that S3 copies each version of each object to, deletions of one included. */
export class StateReplica extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: StateReplicaProps, { store, region, told }: Replicated) {
    super(scope, id);
    this.check(props, region, told);
    const { bucketName, kmsKeyArn, provider } = props;
    const copy = versionedBucket(this, 'Store', { ...told, name: { whole: bucketName }, kmsKeyArn, provider });
    this.bucket = copy.bucket;
    // When the name of the bucket that is copied is taken, nothing is to be left of this one.
    this.bucket.dependsOn = [dependable(store.bucket)];
    const role = new IamRole(this, 'Role', {
      namePrefix: 'docnow-state-replica-',
      description: `Copies the bucket ${told.bucketName} to ${bucketName}`,
      assumeRolePolicy: trustOf('s3.amazonaws.com'),
      dependsOn: [store.bucket],
    });
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'replica',
      role: role.id,
      policy: replicationPolicy({
        from: { bucketArn: store.bucket.arn, region, kmsKeyArn: told.kmsKeyArn },
        to: { bucketArn: this.bucket.arn, region: provider.region ?? region, kmsKeyArn },
        objectLock: told.objectLockDays !== undefined,
      }),
    });
    new S3BucketReplicationConfigurationA(this, 'Replication', {
      bucket: store.bucket.id,
      role: role.arn,
      rule: [
        {
          id: 'all',
          status: 'Enabled',
          priority: 0,
          filter: { prefix: '' },
          // A lock file that is gone is gone in the copy, too. What was deleted can be had back there as here.
          deleteMarkerReplication: { status: 'Enabled' },
          ...(kmsKeyArn && { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } } }),
          destination: {
            bucket: this.bucket.arn,
            ...(kmsKeyArn && { encryptionConfiguration: { replicaKmsKeyId: kmsKeyArn } }),
          },
        },
      ],
      dependsOn: [...store.ready, ...copy.ready, policy],
    });
  }

  private check(
    { bucketName, provider, kmsKeyArn }: StateReplicaProps,
    region: string,
    told: Replicated['told'],
  ): void {
    checkBucketName(this, 'replica.bucketName', bucketName);
    if (TerraformStack.of(provider) !== TerraformStack.of(this) || !provider.alias || provider.region === region) {
      throw invalid(this, {
        property: 'replica.provider',
        value: provider.node.path,
        because: `which is not a provider of this stack, with an alias, for another region than ${region}`,
        wayOut: "Make one such as new AwsProvider(stack, 'replica', { alias: 'replica', region: 'us-west-2' })",
      });
    }
    if ((kmsKeyArn === undefined) !== (told.kmsKeyArn === undefined)) {
      throw invalid(this, {
        property: 'replica.kmsKeyArn',
        value: kmsKeyArn,
        because: `but kmsKeyArn is ${told.kmsKeyArn ?? 'not given'}, and S3 copies from key to key or without any`,
        wayOut: 'Give both, each of its bucket’s region, or none',
      });
    }
  }
}
