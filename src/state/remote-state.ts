import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3Backend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { checkKey } from './backend-key';
import { checkRemoteState } from './check-remote-state';
import { lockTable } from './lock-table';
import { RemoteStateProps } from './remote-state-props';
import { StateAccess } from './state-access';
import { StateGrants } from './state-grants';
import { StateLocking } from './state-locking';
import { StateReplica } from './state-replica';
import { regionOf } from '../platform/aws/region';
import { versionedBucket } from '../platform/aws/versioned-bucket';
import { invalid } from '../platform/invalid';

/**
 * A place for Terraform states that a team shares: an S3 bucket, versioned, encrypted, private, reached by TLS alone,
 * and a lock that lets one person apply at a time.
 *
 * Its own stack keeps a local file until the bucket is there, and moves it into the bucket then (`bootstrapped`). Every
 * other stack is told by one call: `remoteState.configure(stack)`. The operators' page is docs/state.md.
 */
export class RemoteState extends Construct {
  /** The bucket's name. */
  public readonly bucketName: string;

  /** The lock table's name; undefined with `StateLocking.S3`. */
  public readonly lockTableName?: string;

  /** The region of bucket and table. */
  public readonly region: string;

  /** The bucket itself, to set what this construct does not. */
  public readonly bucket: S3Bucket;

  /** The lock table itself, to set what this construct does not; undefined with `StateLocking.S3`. */
  public readonly lockTable?: DynamodbTable;

  /** The bucket that states are copied to, if `replica` was given. */
  public readonly replicaBucket?: S3Bucket;

  private readonly lockFiles: boolean;

  private readonly kmsKeyArn?: string;

  private readonly grants: StateGrants;

  /**
   * Makes bucket and lock table.
   *
   * @throws when a name is not one that AWS takes, the region is not known, or properties do not go together
   */
  constructor(scope: Construct, id: string, props: RemoteStateProps) {
    super(scope, id);
    checkRemoteState(this, props);
    const { bucketName, kmsKeyArn, objectLockDays, keepOldVersionsDays = 90, removalProtection = true } = props;
    const locking = props.locking ?? StateLocking.DYNAMODB;
    this.bucketName = bucketName;
    this.kmsKeyArn = kmsKeyArn;
    this.lockFiles = locking !== StateLocking.DYNAMODB;
    this.region = regionOf(this, props.region);
    const told = { kmsKeyArn, keepOldVersionsDays, objectLockDays, removalProtection };
    const store = versionedBucket(this, 'Store', { ...told, name: { whole: bucketName } });
    this.bucket = store.bucket;
    if (locking !== StateLocking.S3) {
      this.lockTableName = props.lockTableName ?? `${bucketName}-lock`;
      this.lockTable = lockTable(this, 'LockTable', {
        tableName: this.lockTableName,
        // On a move to lock files, the table is on its way out.
        removalProtection: removalProtection && locking === StateLocking.DYNAMODB,
        // When the bucket's name is taken, no table is to be left.
        dependsOn: [this.bucket],
      });
    }
    if (props.replica) {
      const replicated = { store, region: this.region, told: { ...told, bucketName } };
      this.replicaBucket = new StateReplica(this, 'Replica', props.replica, replicated).bucket;
    }
    const { region, lockTableName, lockFiles } = this;
    this.grants = new StateGrants(this, { bucketName, region, lockTableName, lockFiles, kmsKeyArn });
    if (props.bootstrapped) this.keep(TerraformStack.of(this));
  }

  /**
   * Keeps the state of a stack here. Stacks that read from it find it here, too.
   *
   * @param scope the stack, or any construct in it
   * @param key the object's key in the bucket. Default: the stack's id followed by `.tfstate`
   * @throws when the stack is the one that makes the bucket, has a backend already, or the key is of a wrong form or
   *   another stack's
   */
  public configure(scope: Construct, key?: string): void {
    const stack = TerraformStack.of(scope);
    if (stack === TerraformStack.of(this)) {
      throw invalid(this, {
        property: 'configure(stack)',
        value: stack.node.path,
        because: 'the stack that makes the bucket, so at its first apply there is no bucket to keep its state in',
        wayOut: 'Apply it with a local backend, then give bootstrapped: true, which moves its state into the bucket',
      });
    }
    this.keep(stack, key);
  }

  /**
   * Lets a role read states: `terraform output`, and stacks that read from others. No lock is taken, nothing written.
   *
   * @param role a role of the account that the bucket is in. For people of another account, one that they may assume
   * @param stacks those whose states it may read. Default: all that are kept here
   * @returns the policy, which is made in the role's stack
   * @throws when a stack's state is not kept here
   */
  public grantRead(role: IamRole, stacks?: TerraformStack[]): IamRolePolicy {
    return this.grants.grant(role, StateAccess.READ, stacks);
  }

  /**
   * Lets a role plan: read states, and take and free their locks. It cannot write a state.
   *
   * @param role as for `grantRead`
   * @param stacks those that it may plan. What these read from others takes a `grantRead` of the others. Default: all
   * @returns the policy, which is made in the role's stack
   * @throws when a stack's state is not kept here
   */
  public grantPlan(role: IamRole, stacks?: TerraformStack[]): IamRolePolicy {
    return this.grants.grant(role, StateAccess.PLAN, stacks);
  }

  /**
   * Lets a role apply: plan, and write states. It cannot delete versions of them.
   *
   * @param role as for `grantRead`
   * @param stacks those that it may apply. What these read from others takes a `grantRead` of the others. Default: all
   * @returns the policy, which is made in the role's stack
   * @throws when a stack's state is not kept here
   */
  public grantApply(role: IamRole, stacks?: TerraformStack[]): IamRolePolicy {
    return this.grants.grant(role, StateAccess.APPLY, stacks);
  }

  /**
   * Lets a role read and write the log that `docnow-release` keeps of a switch: to switch, beside `grantApply`.
   *
   * @param role as for `grantRead`
   * @param switchStack the stack of the `BlueGreenSwitch`
   * @returns the policy, which is made in the role's stack
   * @throws when the stack's state is not kept here
   */
  public grantReleaseLog(role: IamRole, switchStack: TerraformStack): IamRolePolicy {
    return this.grants.grantLog(role, switchStack);
  }

  /**
   * The same as a JSON document, for an output of this construct's stack: to attach by hand to a role or a permission set
   * that Terraform does not make.
   *
   * @param access what it allows
   * @param stacks for which stacks. Default: all that are kept here
   * @throws when a stack's state is not kept here
   */
  public policyDocument(access: StateAccess, stacks?: TerraformStack[]): string {
    return this.grants.document(this, access, stacks);
  }

  private keep(stack: TerraformStack, key = `${stack.node.id}.tfstate`): void {
    checkKey(this, stack, this.bucketName, key);
    const backend = new S3Backend(stack, {
      bucket: this.bucketName,
      key,
      region: this.region,
      dynamodbTable: this.lockTableName,
      encrypt: true,
      kmsKeyId: this.kmsKeyArn,
    });
    // cdktf 0.21 does not know the argument.
    if (this.lockFiles) backend.addOverride('use_lockfile', true);
    this.grants.add(stack, key);
  }
}
