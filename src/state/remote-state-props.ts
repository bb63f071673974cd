import { StateLocking } from './state-locking';
import { StateReplicaProps } from './state-replica-props';

/** What a store for Terraform states is told. */
export interface RemoteStateProps {
  /**
   * The bucket's name, unique in all of AWS: 3 to 63 lower case letters, digits and hyphens. It has to be literal:
   * Terraform reads a backend before it computes anything.
   */
  readonly bucketName: string;

  /**
   * What keeps two people from changing a state at once. A change is to be made in two steps, with `BOTH` between.
   *
   * @default StateLocking.DYNAMODB
   */
  readonly locking?: StateLocking;

  /**
   * The lock table's name: 3 to 255 letters, digits, `_`, `-` and `.`.
   *
   * @default - the bucket's name followed by `-lock`
   */
  readonly lockTableName?: string;

  /**
   * Whether the bucket is there already, so that the stack which makes it keeps its own state in it, too.
   *
   * Leave it out for the first apply, which keeps a local file. Then set it, synthesize, and let
   * `terraform init -migrate-state` move the file. To remove the bucket, go the same way back.
   *
   * @default false
   */
  readonly bootstrapped?: boolean;

  /**
   * The AWS region of bucket and table, such as `us-east-1`.
   *
   * @default - the region of the stack's AwsProvider
   */
  readonly region?: string;

  /**
   * ARN of a KMS key that encrypts the states, for those who want to grant reading by key. Literal, as the bucket's name.
   *
   * @default - keys that S3 manages (AES256)
   */
  readonly kmsKeyArn?: string;

  /**
   * Days for which a state that was written over can be had back. At least 1.
   *
   * @default 90
   */
  readonly keepOldVersionsDays?: number;

  /**
   * Days for which nobody deletes a version of a state (S3 Object Lock, governance mode), from 1 to
   * `keepOldVersionsDays`. Whoever has `s3:BypassGovernanceRetention` still can, and has to, to remove the bucket. Once on, it
   * cannot be taken from a bucket: leaving it out again ends it for new versions alone.
   *
   * @default - versions can be deleted
   */
  readonly objectLockDays?: number;

  /**
   * A second bucket, in another region, that S3 copies every version to.
   *
   * @default - no copy
   */
  readonly replica?: StateReplicaProps;

  /**
   * Whether bucket and table refuse to be destroyed, by Terraform (`prevent_destroy`) and by AWS (deletion protection;
   * a bucket that is not empty stays). A table is protected only while it is the one lock (`StateLocking.DYNAMODB`).
   *
   * To remove them: set this to false, apply, then destroy. Every state in the bucket is lost with it.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
