import { V1Pod, V1PodCondition } from '@kubernetes/client-node';

/** What a kubelet knows of the pod's containers. */
export interface Containers {
  /** Whether all init containers have succeeded. */
  readonly initialized: boolean;
  readonly ready: boolean;
  /** Whether all have ended for good. */
  readonly completed: boolean;
}

/**
 * What a kubelet says of a pod's readiness: Ready only when the containers are and every readiness gate is open
 * (Kubernetes, "Pod Lifecycle: Pod readiness").
 *
 * @returns the conditions that differ from what the pod says now
 */
export function readiness(pod: V1Pod, containers: Containers, now: Date): V1PodCondition[] {
  const says = new Map((pod.status?.conditions ?? []).map((said) => [said.type, said]));
  const closed = (pod.spec?.readinessGates ?? [])
    .map(({ conditionType }) => conditionType)
    .filter((gate) => says.get(gate)?.status !== 'True');
  const notReady = containers.completed
    ? { reason: 'PodCompleted', message: '' }
    : { reason: 'ContainersNotReady', message: 'containers do not answer their readiness probe' };
  const uninitialized = { reason: 'ContainersNotInitialized', message: 'init containers have not ended' };
  const ready = !containers.ready
    ? notReady
    : closed.length
      ? { reason: 'ReadinessGatesNotReady', message: `closed: ${closed.join(', ')}` }
      : undefined;
  return [
    condition('Initialized', containers.initialized ? undefined : uninitialized),
    condition('ContainersReady', containers.ready ? undefined : notReady),
    condition('Ready', ready),
  ].filter(({ type, status, reason, message }) => {
    const said = says.get(type);
    return (
      said?.status !== status || (status !== 'True' && (said?.reason !== reason || (said?.message ?? '') !== message))
    );
  });

  function condition(type: string, refusal?: { reason: string; message: string }): V1PodCondition {
    const status = refusal ? 'False' : 'True';
    const since = says.get(type)?.status === status ? says.get(type)?.lastTransitionTime : undefined;
    // null takes what stood there away: the patch merges.
    const words = refusal ?? { reason: null as unknown as string, message: null as unknown as string };
    return { type, status, lastTransitionTime: since ?? now, ...words };
  }
}
