import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3Backend, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { badBucketName } from './bucket-name';
import { lockTable } from './lock-table';
import { stateBucket } from './state-bucket';
import { regionOf } from '../platform/aws/region';
import { invalid } from '../platform/invalid';

/** What a store for Terraform states is told. */
export interface RemoteStateProps {
  /**
   * The bucket's name, unique in all of AWS: 3 to 63 lower case letters, digits and hyphens. It has to be literal:
   * Terraform reads a backend before it computes anything.
   */
  readonly bucketName: string;

  /**
   * The lock table's name: 3 to 255 letters, digits, `_`, `-` and `.`.
   *
   * @default - the bucket's name followed by `-lock`
   */
  readonly lockTableName?: string;

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
   * Whether bucket and table refuse to be destroyed, by Terraform (`prevent_destroy`) and by AWS (deletion protection;
   * a bucket that is not empty stays).
   *
   * To remove them: set this to false, apply, then destroy. Every state in the bucket is lost with it.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}

/**
 * A place for Terraform states that a team shares: an S3 bucket, versioned, encrypted, private, reached by TLS alone,
 * and a DynamoDB table that lets one person apply at a time.
 *
 * Its own stack keeps its state elsewhere (a local file, committed nowhere): a bucket cannot hold the state that makes it.
 * Every other stack is told by one call: `remoteState.configure(stack)`.
 */
export class RemoteState extends Construct {
  /** The bucket's name. */
  public readonly bucketName: string;

  /** The lock table's name. */
  public readonly lockTableName: string;

  /** The region of bucket and table. */
  public readonly region: string;

  /** The bucket itself, to set what this construct does not. */
  public readonly bucket: S3Bucket;

  /** The lock table itself, to set what this construct does not. */
  public readonly lockTable: DynamodbTable;

  private readonly kmsKeyArn?: string;

  /**
   * Makes bucket and table.
   *
   * @throws when a name is not one that AWS takes, or the region is not known
   */
  constructor(scope: Construct, id: string, props: RemoteStateProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    this.lockTableName = props.lockTableName ?? `${props.bucketName}-lock`;
    this.kmsKeyArn = props.kmsKeyArn;
    const keepOldVersionsDays = props.keepOldVersionsDays ?? 90;
    this.check(keepOldVersionsDays);
    this.region = regionOf(this, props.region);
    const removalProtection = props.removalProtection ?? true;
    this.bucket = stateBucket(this, 'Store', { ...props, keepOldVersionsDays, removalProtection });
    this.lockTable = lockTable(this, 'LockTable', { tableName: this.lockTableName, removalProtection });
  }

  /**
   * Keeps the state of a stack here. Stacks that read from it find it here, too.
   *
   * @param scope the stack, or any construct in it
   * @param key the object's key in the bucket. Default: the stack's id followed by `.tfstate`
   * @throws when the stack is the one that makes the bucket
   */
  public configure(scope: Construct, key?: string): void {
    const stack = TerraformStack.of(scope);
    if (stack === TerraformStack.of(this)) {
      throw invalid(this, {
        property: 'configure(stack)',
        value: stack.node.path,
        because: 'the stack that makes the bucket, so at its first apply there is no bucket to keep its state in',
        wayOut: 'Leave that stack on a local backend and call configure with the others',
      });
    }
    new S3Backend(stack, {
      bucket: this.bucketName,
      key: key ?? `${stack.node.id}.tfstate`,
      region: this.region,
      dynamodbTable: this.lockTableName,
      encrypt: true,
      kmsKeyId: this.kmsKeyArn,
    });
  }

  private check(keepOldVersionsDays: number): void {
    const because = Token.isUnresolved(this.bucketName)
      ? 'which is known only when Terraform runs, and a backend is read before that'
      : badBucketName(this.bucketName);
    if (because) {
      const wayOut = 'Write a name such as docnow-terraform-state-umd';
      throw invalid(this, { property: 'bucketName', value: this.bucketName, because, wayOut });
    }
    if (!/^[A-Za-z0-9_.-]{3,255}$/.test(this.lockTableName)) {
      throw invalid(this, {
        property: 'lockTableName',
        value: this.lockTableName,
        because: 'which is not the name of a DynamoDB table',
        wayOut: 'Use 3 to 255 letters, digits, underscores, hyphens and dots, or leave it out',
      });
    }
    if (!Number.isInteger(keepOldVersionsDays) || keepOldVersionsDays < 1) {
      throw invalid(this, {
        property: 'keepOldVersionsDays',
        value: keepOldVersionsDays,
        because: 'which is not a number of days that S3 takes',
        wayOut: 'Give a whole number from 1',
      });
    }
  }
}
