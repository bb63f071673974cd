import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: what a private bucket is told. */
export interface PrivateBucketProps {
  /** The bucket's name, or, with `prefix`, how it begins. */
  readonly name: { readonly whole: string } | { readonly prefix: string };
  /** @default - keys that S3 manages (AES256) */
  readonly kmsKeyArn?: string;
  /** Whether Terraform refuses to destroy the bucket, and S3 as long as it is not empty. */
  readonly removalProtection: boolean;
  /** @default - the AWS provider of the stack */
  readonly provider?: TerraformProvider;
  /** What the bucket's policy says besides refusing everything without TLS. */
  readonly statements?: (bucketArn: string) => object[];
}

/** Internal: an S3 bucket that is encrypted, closed to the public, without ACLs, and reached by TLS alone. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;

  /** Who may do what; a service that is to write here checks it at once. */
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { provider } = props;
    this.bucket = new S3Bucket(this, 'Bucket', {
      ...('whole' in props.name ? { bucket: props.name.whole } : { bucketPrefix: props.name.prefix }),
      forceDestroy: !props.removalProtection,
      lifecycle: { preventDestroy: props.removalProtection },
      provider,
    });
    const bucket = this.bucket.id;
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: props.kmsKeyArn
            ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.kmsKeyArn }
            : { sseAlgorithm: 'AES256' },
          // One data key a bucket instead of one an object: fewer, cheaper calls to KMS.
          bucketKeyEnabled: props.kmsKeyArn !== undefined,
        },
      ],
      provider,
    });
    new S3BucketOwnershipControls(this, 'Ownership', {
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
      provider,
    });
    const privacy = new S3BucketPublicAccessBlock(this, 'PublicAccessBlock', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      provider,
    });
    this.policy = new S3BucketPolicy(this, 'Policy', {
      bucket,
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'TlsOnly',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [this.bucket.arn, `${this.bucket.arn}/*`],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          ...(props.statements?.(this.bucket.arn) ?? []),
        ],
      }),
      // S3 answers OperationAborted when a bucket's policy and its access block are written at once.
      dependsOn: [privacy],
      provider,
    });
  }
}
