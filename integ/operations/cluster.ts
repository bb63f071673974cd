import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { ClusterCapability, IKubernetesCluster } from '../../src';

/** How a stack is applied: by Terraform with the cluster's providers, or without them. */
export type Way = 'terraform' | 'applier';

/** The cluster that stands behind the stacks of a trial. */
export const cluster: IKubernetesCluster = {
  capabilities: Object.values(ClusterCapability),
  connect(scope) {
    const stack = TerraformStack.of(scope);
    if (stack.node.tryFindChild('kubernetes')) return;
    new KubernetesProvider(stack, 'kubernetes');
    new HelmProvider(stack, 'helm');
  },
};

/** Writes one stack, whose state stays in its folder. @returns its folder */
export function synthesized(outdir: string, name: string, fill: (stack: TerraformStack) => void): string {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `${outdir}/${name}.tfstate` });
  fill(stack);
  app.synth();
  return `${outdir}/stacks/${name}`;
}
