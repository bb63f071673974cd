import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Construct } from 'constructs';
import { PrivateBucket } from '../private-bucket';

/** Internal: what a bucket for access logs is told. */
export interface AccessLogsProps {
  readonly name: string;
  readonly retentionDays: number;
  readonly removalProtection: boolean;
}

/**
 * Internal: a private bucket that Elastic Load Balancing writes a load balancer's access logs to. It takes only keys
 * that S3 manages (Application Load Balancers guide, "Enable access logs").
 */
export function accessLogs(scope: Construct, id: string, props: AccessLogsProps): PrivateBucket {
  const account = new DataAwsCallerIdentity(scope, `${id}Account`).accountId;
  const logs = new PrivateBucket(scope, id, {
    name: { prefix: `${props.name}-logs-` },
    removalProtection: props.removalProtection,
    statements: (bucketArn) => [
      {
        Sid: 'AccessLogs',
        Effect: 'Allow',
        Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/${account}/*`,
      },
    ],
  });
  new S3BucketLifecycleConfiguration(scope, `${id}Lifecycle`, {
    bucket: logs.bucket.id,
    rule: [
      {
        id: 'old-logs',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        expiration: [{ days: props.retentionDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
  });
  return logs;
}
