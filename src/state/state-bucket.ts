import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { PrivateBucket } from '../platform/aws/private-bucket';

/** Internal: what a bucket for state files is told. */
export interface StateBucketProps {
  readonly bucketName: string;
  readonly kmsKeyArn?: string;
  readonly keepOldVersionsDays: number;
  readonly objectLockDays?: number;
  readonly removalProtection: boolean;
  readonly provider?: TerraformProvider;
}

/** Internal: a bucket, and what has to be there before versions of its objects can be copied. */
export interface StateBucket {
  readonly bucket: S3Bucket;
  readonly ready: ITerraformDependable[];
}

/** Internal: an S3 bucket for files that hold secrets and must never be lost: private, and every version kept for a while. */
export function stateBucket(scope: Construct, id: string, props: StateBucketProps): StateBucket {
  const { provider, objectLockDays: days } = props;
  const { bucket } = new PrivateBucket(scope, id, {
    name: { whole: props.bucketName },
    kmsKeyArn: props.kmsKeyArn,
    removalProtection: props.removalProtection,
    provider,
  });
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
        noncurrentVersionExpiration: [{ noncurrentDays: props.keepOldVersionsDays }],
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
