import { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CoreV1Api, PatchStrategy, setHeaderOptions, V1Pod, V1PodCondition } from '@kubernetes/client-node';

const asStrategicMerge = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);

/** What a target is that has been registered just now. */
export const REGISTERING: TargetHealth = {
  State: 'initial',
  Reason: 'Elb.RegistrationInProgress',
  Description: 'Target registration is in progress',
};

/** What frees the pods of a binding that is deleted. */
export const UNBOUND: TargetHealth = { State: 'healthy', Description: 'Target Group Binding is deleted' };

/** Writes a target's health into its pod's readiness gate, if the pod has that gate. */
export class Gate {
  public constructor(
    private readonly core: CoreV1Api,
    private readonly type: string,
  ) {}

  /** Whether the pod has this gate. */
  public holds(pod: V1Pod): boolean {
    return pod.spec?.readinessGates?.some(({ conditionType }) => conditionType === this.type) ?? false;
  }

  /** Whether the gate has been written and is not open. */
  public isShut(pod: V1Pod): boolean {
    return pod.status?.conditions?.some(({ type, status }) => type === this.type && status !== 'True') ?? false;
  }

  /** Whether the pod has to be looked at again: its gate is not open. */
  public async write(pod: V1Pod, health: TargetHealth): Promise<boolean> {
    if (!this.holds(pod)) return false;
    const open = health.State === 'healthy';
    const there = pod.status?.conditions?.find(({ type }) => type === this.type);
    const status = open ? 'True' : health.State ? 'False' : 'Unknown';
    const condition: V1PodCondition = {
      type: this.type,
      status,
      reason: health.Reason ?? '',
      message: health.Description ?? '',
      lastTransitionTime: there?.status === status ? there.lastTransitionTime : new Date(),
    };
    if (there && there.status === status && same(there, condition)) return !open;
    const { name, namespace, uid } = pod.metadata!;
    try {
      const body = { metadata: { uid }, status: { conditions: [condition] } };
      await this.core.patchNamespacedPodStatus({ name: name!, namespace: namespace!, body }, asStrategicMerge);
    } catch (error) {
      const { code } = error as { code?: number };
      // Gone, or another pod has its name.
      if (code === 404 || code === 409) return false;
      throw error;
    }
    return !open;
  }
}

function same(one: V1PodCondition, other: V1PodCondition): boolean {
  return (one.reason ?? '') === other.reason && (one.message ?? '') === other.message;
}
