import { CoreV1Api } from '@kubernetes/client-node';
import { TargetGroupBinding } from './binding';

/** Says as events what became of a binding, with the real controller's reasons. */
export class Journal {
  public constructor(private readonly core: CoreV1Api) {}

  public async note(binding: TargetGroupBinding, type: 'Normal' | 'Warning', reason: string, message: string) {
    const { name, namespace, uid } = binding.metadata!;
    const now = new Date();
    const body = {
      metadata: { generateName: `${name}.`, namespace },
      involvedObject: { apiVersion: binding.apiVersion, kind: 'TargetGroupBinding', name, namespace, uid },
      type,
      reason,
      message,
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      source: { component: 'targetGroupBinding' },
    };
    // A namespace that is on its way out takes no events.
    await this.core.createNamespacedEvent({ namespace: namespace!, body }).catch(() => undefined);
  }
}
