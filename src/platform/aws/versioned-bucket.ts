import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PrivateBucket, PrivateBucketProps } from './private-bucket';

/** Internal: what a bucket with versions is told. */
export interface VersionedBucketProps extends Omit<PrivateBucketProps, 'statements'> {
  readonly keepOldVersionsDays: number;
  /** @default - versions can be deleted */
  readonly objectLockDays?: number;
}

/** Internal: a bucket, and what has to be there before versions of its objects can be copied. */
export interface VersionedBucket {
  readonly bucket: S3Bucket;
  readonly ready: ITerraformDependable[];
}

/** Internal: an S3 bucket for files that must never be lost: private, and every version kept for a while. */
export function versionedBucket(scope: Construct, id: string, props: VersionedBucketProps): VersionedBucket {
  const { provider, keepOldVersionsDays: noncurrentDays, objectLockDays: days, ...own } = props;
  const { bucket } = new PrivateBucket(scope, id, { ...own, provider });
  const versioning = new S3BucketVersioningA(scope, `${id}Versioning`, {
    bucket: bucket.id,
    versioningConfiguration: { status: 'Enabled' },
    provider,
  });
  new S3BucketLifecycleConfiguration(scope, `${id}Lifecycle`, {
    bucket: bucket.id,
    rule: [
      {
        id: 'old-versions',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrentVersionExpiration: [{ noncurrentDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    // A rule about old versions means something only once there are versions.
    dependsOn: [versioning],
    provider,
  });
  if (days === undefined) return { bucket, ready: [versioning] };
  // S3 takes it for a bucket that is there already, if it has versions (Amazon S3 User Guide, "Configuring S3 Object Lock").
  const objectLock = new S3BucketObjectLockConfigurationA(scope, `${id}ObjectLock`, {
    bucket: bucket.id,
    rule: { defaultRetention: { mode: 'GOVERNANCE', days } },
    dependsOn: [versioning],
    provider,
  });
  return { bucket, ready: [versioning, objectLock] };
}
