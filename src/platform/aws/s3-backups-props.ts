import { IEksCluster } from './eks-cluster';

/** What a bucket for copies of backups is told. */
export interface S3BackupsProps {
  /** The cluster whose pods copy to it. */
  readonly cluster: IEksCluster;
  /**
   * The bucket's name, unique in all of AWS: 3 to 63 lower case letters, digits and hyphens.
   *
   * @default - begins with `docnow-backups-`
   */
  readonly bucketName?: string;
  /**
   * ARN of a KMS key of your own that encrypts the objects. Its key policy has to leave it to IAM who may use it.
   *
   * @default - keys that S3 manages (AES256)
   */
  readonly kmsKeyArn?: string;
  /**
   * Days for which an object can be had back that was deleted or written over. At least 1.
   *
   * @default 30
   */
  readonly keepDeletedDays?: number;
  /**
   * Days for which nobody deletes a version of an object (S3 Object Lock, governance mode), from 1 to `keepDeletedDays`.
   * Whoever has `s3:BypassGovernanceRetention` still can, and has to, to remove the bucket. Once on, it cannot be taken from a bucket:
   * leaving it out again ends it for new versions alone.
   *
   * @default - who administers the bucket can delete versions; pods never can
   */
  readonly objectLockDays?: number;
  /**
   * Whether Terraform refuses to destroy the bucket, and S3 as long as it is not empty.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
