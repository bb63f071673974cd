import { KubernetesObject } from '@kubernetes/client-node';

/** Where the API server keeps bindings. */
export const BINDINGS = { group: 'elbv2.k8s.aws', version: 'v1beta1', plural: 'targetgroupbindings' };

/** Keeps a binding until its targets are deregistered. */
export const FINALIZER = 'elbv2.k8s.aws/resources';

/** A Service's pods as the targets of a target group: the AWS Load Balancer Controller's own kind. */
export interface TargetGroupBinding extends KubernetesObject {
  readonly spec: {
    readonly targetGroupARN: string;
    readonly targetType?: string;
    readonly serviceRef: { readonly name: string; readonly port: number | string };
  };
  readonly status?: { readonly observedGeneration?: number };
}

/** The pod condition by which a binding holds a pod back until its target is healthy. */
export function gateOf(binding: TargetGroupBinding): string {
  return `target-health.elbv2.k8s.aws/${binding.metadata!.name}`;
}
