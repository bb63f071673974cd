import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterCapability } from '../../src/platform/cluster-capability';
import { IKubernetesCluster, NodePlacement } from '../../src/platform/kubernetes-cluster';

/** A cluster whose provider needs no cluster: for what is written, not what is applied. */
export class FakeCluster implements IKubernetesCluster {
  readonly connected = new Set<TerraformStack>();

  constructor(
    readonly elasticsearchNodes?: NodePlacement,
    readonly capabilities = Object.values(ClusterCapability),
  ) {}

  connect(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (!this.connected.has(stack)) new KubernetesProvider(stack, 'kubernetes');
    this.connected.add(stack);
  }
}

export function newStack(name = 'services'): TerraformStack {
  return new TerraformStack(new App(), name);
}

/** The resources of a type as Terraform reads them, by the last part of their names. */
export function resources(stack: TerraformStack, type: string): any[] {
  return Object.values(JSON.parse(Testing.synth(stack)).resource?.[type] ?? {});
}
