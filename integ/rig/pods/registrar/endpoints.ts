import { V1EndpointSlice, V1Pod, V1Service } from '@kubernetes/client-node';
import { TargetGroupBinding } from './binding';

/** A pod that is to be a target, and where it listens. */
export interface Endpoint {
  readonly pod: V1Pod;
  readonly host: string;
  readonly port: number;
}

/** What the cluster has, and where a pod's stand-in listens (the address that stands for the pod's own). */
export interface Cluster {
  service(name: string, namespace: string): V1Service | undefined;
  slices(service: string, namespace: string): readonly V1EndpointSlice[];
  pod(name: string, namespace: string): V1Pod | undefined;
  addressOf(uid: string): { host: string; port: number } | undefined;
}

/**
 * The pods behind a binding's Service that the real controller would register: those that are ready, and those held
 * back by nothing but their readiness gates; none that is on its way out.
 *
 * @returns undefined when the Service or its port is not there
 */
export function endpointsOf(binding: TargetGroupBinding, cluster: Cluster): Endpoint[] | undefined {
  const namespace = binding.metadata!.namespace!;
  const { name, port } = binding.spec.serviceRef;
  const servicePort = cluster
    .service(name, namespace)
    ?.spec?.ports?.find((candidate) => candidate.name === port || candidate.port === Number(port));
  if (!servicePort) return undefined;
  const found = new Map<string, Endpoint>();
  for (const slice of cluster.slices(name, namespace)) {
    if (!slice.ports?.some((candidate) => !servicePort.name || candidate.name === servicePort.name)) continue;
    for (const { conditions, targetRef } of slice.endpoints ?? []) {
      if (targetRef?.kind !== 'Pod' || !targetRef.name) continue;
      const pod = cluster.pod(targetRef.name, targetRef.namespace ?? namespace);
      const address = pod && cluster.addressOf(pod.metadata!.uid!);
      if (!pod || !address) continue;
      const heldBack = containersReady(pod) && !conditions?.terminating;
      if ((conditions?.ready ?? true) || heldBack) found.set(pod.metadata!.uid!, { pod, ...address });
    }
  }
  return [...found.values()];
}

function containersReady(pod: V1Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'ContainersReady' && status === 'True') ?? false;
}
