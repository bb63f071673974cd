/** Reads what keeps a namespace's pods from ever becoming Ready, so that an apply can fail early and say why. */
export interface NamespaceState {
  readonly pods: any[];
  readonly events: any[];
}

const NEVER_PULLED = ['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName', 'CreateContainerConfigError'];

/**
 * The text to put into the error, or undefined while there is hope.
 * @param now milliseconds since the epoch
 * @param patienceSeconds how long a pod may be unschedulable
 */
export function stuck(state: NamespaceState, now: number, patienceSeconds = 30): string | undefined {
  const lines: string[] = [];
  for (const pod of state.pods) {
    const name = pod.metadata.name;
    for (const container of [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]) {
      const waiting = container.state?.waiting;
      if (waiting && NEVER_PULLED.includes(waiting.reason)) {
        lines.push(`pod ${name}, container ${container.name}: ${waiting.reason}: ${waiting.message ?? ''}`);
      }
    }
    for (const condition of pod.status?.conditions ?? []) {
      const age = (now - Date.parse(condition.lastTransitionTime)) / 1000;
      if (condition.reason === 'Unschedulable' && condition.status === 'False' && age > patienceSeconds) {
        lines.push(`pod ${name}: Unschedulable for ${Math.round(age)} s: ${condition.message ?? ''}`);
      }
    }
  }
  for (const event of state.events) {
    const about = event.involvedObject ?? {};
    if (event.type === 'Warning' && event.reason === 'FailedCreate') {
      lines.push(`${about.kind} ${about.name}: FailedCreate: ${event.message ?? ''}`);
    }
  }
  return lines.length ? [...new Set(lines)].join('\n') : undefined;
}
