import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { PrivateBucket } from '../platform/aws/private-bucket';

/** Internal: what a bucket for state files is told. */
export interface StateBucketProps {
  readonly bucketName: string;
  readonly kmsKeyArn?: string;
  readonly keepOldVersionsDays: number;
  readonly removalProtection: boolean;
}

/** Internal: an S3 bucket for files that hold secrets and must never be lost: private, and every version kept for a while. */
export function stateBucket(scope: Construct, id: string, props: StateBucketProps): S3Bucket {
  const { bucket } = new PrivateBucket(scope, id, {
    name: { whole: props.bucketName },
    kmsKeyArn: props.kmsKeyArn,
    removalProtection: props.removalProtection,
  });
  const versioning = new S3BucketVersioningA(scope, `${id}Versioning`, {
    bucket: bucket.id,
    versioningConfiguration: { status: 'Enabled' },
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
  });
  return bucket;
}
