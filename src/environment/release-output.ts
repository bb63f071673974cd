import type { Release } from '@cdktf/provider-helm/lib/release';
import { TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { WorkerProps } from './workers/workers-props';

/** What docnow-release has to know of a colour. */
export interface ReleaseOutput {
  readonly color: string;
  readonly targetId: string;
  readonly namespace: string;
  readonly workers: string[];
}

/**
 * Tells docnow-release, which is run where the stack was synthesized, of the stack. Workers that are scaled may have no pod
 * though they are active: of them it is told what they were made to be last, once it is so.
 */
export function tellRelease(
  scope: Construct,
  value: ReleaseOutput,
  props: { [worker: string]: WorkerProps },
  state: TerraformVariable,
  autoscalers: Release[],
): void {
  const scaledWorkers = Object.keys(props).filter((name) => props[name].autoscaling);
  const output = new TerraformOutput(TerraformStack.of(scope), 'docnow_release', {
    staticId: true,
    description: 'What docnow-release has to know of this stack',
    value: scaledWorkers.length > 0 ? { ...value, scaledWorkers, workersState: state.value } : value,
  });
  if (autoscalers.length === 0) return;
  // An override, since cdktf writes an output's dependencies as expressions, which Terraform refuses.
  const addresses = autoscalers.map((one) => `${one.terraformResourceType}.${one.friendlyUniqueId}`);
  output.addOverride('depends_on', addresses);
}
