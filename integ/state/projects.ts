import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, DataResource, TerraformOutput, TerraformStack } from 'cdktf';
import { RemoteState } from '../../src/state/remote-state';
import { RemoteStateProps } from '../../src/state/remote-state-props';
import { StateAccess } from '../../src/state/state-access';
import { StateLocking } from '../../src/state/state-locking';

export const LOCKINGS = Object.values(StateLocking);
export const ACCESSES = Object.values(StateAccess);

/** What is named after a way of locking: a store's bucket, and the stack that keeps its state there. */
export const bucketOf = (locking: StateLocking) => `docnow-${stackOf(locking)}`;
export const stackOf = (locking: StateLocking) => locking.toLowerCase();
export const roleFor = (access: StateAccess) => `docnow-${access.toLowerCase()}`;

/** What may be different in a project from one synth to the next. */
export interface Stage {
  /** What is written into the state of each stack. */
  readonly value?: number;
  /** Whether there is something more to be made, which waits until a file `$GATE/go` is there. */
  readonly slow?: boolean;
  /** The lock that the store for both is believed to have. */
  readonly both?: StateLocking;
  /** Whether the stack of the store that is copied keeps its state in the store for both. */
  readonly moved?: boolean;
}

/** The smallest project: a store, copied or not, and a stack that keeps its state there. */
export function project(props: RemoteStateProps, copiedTo?: string): (app: App) => void {
  return (app) => {
    const state = stackIn(app, 'state');
    const replica = copiedTo === undefined ? undefined : { bucketName: copiedTo, provider: elsewhere(state) };
    const remoteState = new RemoteState(state, 'State', { ...props, replica });
    work(app, 'cluster', remoteState, {});
  };
}

/** A store for each way of locking, made in one go, with a stack for each; one store is copied, its versions are locked. */
export function stores(stage: Stage = {}): (app: App) => void {
  return (app) => {
    const stack = stackIn(app, 'stores');
    const replica = { bucketName: `${bucketOf(StateLocking.S3)}-replica`, provider: elsewhere(stack) };
    const made = LOCKINGS.map((locking) => ({
      locking,
      store: new RemoteState(stack, locking, {
        bucketName: bucketOf(locking),
        locking: locking === StateLocking.BOTH ? (stage.both ?? locking) : locking,
        removalProtection: false,
        ...(locking === StateLocking.S3 && { replica, objectLockDays: 30 }),
      }),
    }));
    const roles = ACCESSES.map((access) => ({ access, role: role(stack, access) }));
    const storeOf = (locking: StateLocking) => made.find((one) => one.locking === locking)!.store;
    for (const { locking, store } of made) {
      const moved = stage.moved && locking === StateLocking.S3;
      const at = moved ? storeOf(StateLocking.BOTH) : store;
      const stacks = [work(app, stackOf(locking), at, stage)];
      for (const one of moved ? [] : roles) grant(store, one.role, one.access, stacks);
    }
  };
}

function grant(store: RemoteState, to: IamRole, access: StateAccess, stacks: TerraformStack[]): void {
  if (access === StateAccess.READ) store.grantRead(to, stacks);
  else if (access === StateAccess.PLAN) store.grantPlan(to, stacks);
  else store.grantApply(to, stacks);
}

function role(stack: TerraformStack, access: StateAccess): IamRole {
  const root = { AWS: 'arn:aws:iam::123456789012:root' };
  const statement = { Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' };
  return new IamRole(stack, roleFor(access), {
    name: roleFor(access),
    assumeRolePolicy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
  });
}

/** A stack without a provider: what is called while it is applied is the backend's. */
function work(app: App, id: string, store: RemoteState, { value = 1, slow }: Stage): TerraformStack {
  const stack = new TerraformStack(app, id);
  store.configure(stack);
  new DataResource(stack, 'Value', { input: { value } });
  new TerraformOutput(stack, 'value', { value });
  if (slow) {
    const command = 'touch "$GATE/started"; until [ -e "$GATE/go" ]; do sleep 0.1; done';
    new DataResource(stack, 'Slow', { provisioners: [{ type: 'local-exec', command }] });
  }
  return stack;
}

function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  return stack;
}

function elsewhere(stack: TerraformStack): AwsProvider {
  return new AwsProvider(stack, 'elsewhere', { alias: 'elsewhere', region: 'us-west-2' });
}
