import { AwsProvider } from '@cdktf/provider-aws/lib/provider';

/** Where states are copied to. */
export interface StateReplicaProps {
  /** The copy's bucket, which is made: a name as that of the bucket that is copied. */
  readonly bucketName: string;

  /**
   * A provider of the same stack, with an alias, for another region: what brings down a region leaves the copy.
   * `new AwsProvider(stack, 'replica', { alias: 'replica', region: 'us-west-2' })`
   */
  readonly provider: AwsProvider;

  /**
   * ARN of a KMS key in the copy's region. Needed when the states are encrypted with a key of yours, and only then.
   *
   * @default - keys that S3 manages (AES256)
   */
  readonly kmsKeyArn?: string;
}
