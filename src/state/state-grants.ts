import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Lazy, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { accessPolicy, logPolicy, States } from './access-policy';
import { StateAccess } from './state-access';
import { invalid } from '../platform/invalid';

/** Internal: which stack's state is at which key of a store, and who may do what with it. */
export class StateGrants {
  private readonly keys = new Map<TerraformStack, string>();

  constructor(
    private readonly store: Construct,
    private readonly about: Omit<States, 'accountId' | 'keys'>,
  ) {}

  add(stack: TerraformStack, key: string): void {
    this.keys.set(stack, key);
  }

  grant(role: IamRole, access: StateAccess, stacks?: TerraformStack[]): IamRolePolicy {
    const name = `state-${access.toLowerCase()}-${this.about.bucketName}`;
    return new IamRolePolicy(role, name, { name, role: role.id, policy: this.document(role, access, stacks) });
  }

  /** The log that docnow-release keeps of a switch, beside the switch's state. */
  grantLog(role: IamRole, stack: TerraformStack): IamRolePolicy {
    this.keyOf(stack);
    const [name, log] = [`release-log-${this.about.bucketName}`, `docnow-release/${stack.node.id}/*`];
    const policy = logPolicy(this.about.bucketName, log);
    return new IamRolePolicy(role, name, { name, role: role.id, policy });
  }

  /** For all stacks, it is written at synth: some may be configured later. */
  document(scope: Construct, access: StateAccess, stacks?: TerraformStack[]): string {
    const accountId = this.accountIn(scope);
    const write = (keys: string[]) => accessPolicy(access, { ...this.about, accountId, keys });
    if (stacks) return write(stacks.map((stack) => this.keyOf(stack)));
    return Lazy.stringValue({ produce: () => write([...this.keys.values()]) });
  }

  private keyOf(stack: TerraformStack): string {
    const key = this.keys.get(stack);
    if (key !== undefined) return key;
    throw invalid(this.store, {
      property: 'stacks',
      value: stack.node.path,
      because: 'a stack whose state is not kept here',
      wayOut: 'Call configure with it first',
    });
  }

  private accountIn(scope: Construct): string {
    const id = `account-of-${this.about.bucketName}`;
    const known = scope.node.tryFindChild(id) as DataAwsCallerIdentity | undefined;
    return (known ?? new DataAwsCallerIdentity(scope, id)).accountId;
  }
}
