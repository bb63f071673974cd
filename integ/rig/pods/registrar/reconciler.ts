import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CoreV1Api, CustomObjectsApi, PatchStrategy, setHeaderOptions, V1Pod } from '@kubernetes/client-node';
import { BINDINGS, FINALIZER, gateOf, TargetGroupBinding } from './binding';
import { Cluster, endpointsOf } from './endpoints';
import { Gate, REGISTERING, UNBOUND } from './gates';
import { Journal } from './journal';
import { compare, TargetGroup } from './targets';

const asMerge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** What the reconciler reads of the cluster. */
export interface BindingCluster extends Cluster {
  podsIn(namespace: string): readonly V1Pod[];
}

/**
 * Brings a target group in line with a binding, in the order of the real controller (v3.5.0): finalizer, endpoints,
 * targets read, the superfluous deregistered, the missing registered, gates written, status.
 */
export class Reconciler {
  private readonly journal: Journal;

  public constructor(
    private readonly core: CoreV1Api,
    private readonly custom: CustomObjectsApi,
    private readonly elbv2: ElasticLoadBalancingV2Client,
    private readonly cluster: BindingCluster,
  ) {
    this.journal = new Journal(core);
  }

  /** Whether the binding has to be looked at again by and by, since a target is not healthy yet. */
  public async reconcile(binding: TargetGroupBinding): Promise<boolean> {
    if (binding.metadata!.deletionTimestamp) return !(await this.unbind(binding));
    try {
      return await this.bind(binding);
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      await this.journal.note(binding, 'Warning', 'FailedReconcile', `Failed reconcile due to ${because}`);
      throw error;
    }
  }

  private async bind(binding: TargetGroupBinding): Promise<boolean> {
    const finalizers = binding.metadata!.finalizers ?? [];
    // Nothing is registered that could be left behind: without the finalizer, the binding waits for its next look.
    if (!finalizers.includes(FINALIZER) && !(await this.setFinalizers(binding, [...finalizers, FINALIZER]))) {
      return true;
    }
    if (binding.spec.targetType !== 'ip') throw new Error(`targetType ${binding.spec.targetType}: only ip is played`);
    const group = new TargetGroup(this.elbv2, binding.spec.targetGroupARN);
    const endpoints = endpointsOf(binding, this.cluster);
    if (!endpoints) {
      const { name, port } = binding.spec.serviceRef;
      await this.journal.note(binding, 'Warning', 'BackendNotFound', `Service ${name} with port ${port} is not there`);
      await this.release(binding, group);
      return false;
    }
    const { matched, toRegister, toDeregister } = compare(endpoints, await group.targets());
    await group.deregister(toDeregister);
    await group.register(toRegister);
    const gate = new Gate(this.core, gateOf(binding));
    let pending = false;
    for (const { endpoint, health } of matched) pending = (await gate.write(endpoint.pod, health)) || pending;
    for (const { pod } of toRegister) pending = (await gate.write(pod, REGISTERING)) || pending;
    if (!pending && binding.status?.observedGeneration !== binding.metadata!.generation) await this.settled(binding);
    return pending;
  }

  private async unbind(binding: TargetGroupBinding): Promise<boolean> {
    const finalizers = binding.metadata!.finalizers ?? [];
    if (!finalizers.includes(FINALIZER)) return true;
    await this.release(binding, new TargetGroup(this.elbv2, binding.spec.targetGroupARN));
    return this.setFinalizers(
      binding,
      finalizers.filter((one) => one !== FINALIZER),
    );
  }

  private async release(binding: TargetGroupBinding, group: TargetGroup): Promise<void> {
    await group.empty();
    const gate = new Gate(this.core, gateOf(binding));
    for (const pod of this.cluster.podsIn(binding.metadata!.namespace!)) await gate.write(pod, UNBOUND);
  }

  /** Whether it was done: not when the binding is gone or has changed meanwhile. */
  private async setFinalizers(binding: TargetGroupBinding, finalizers: string[]): Promise<boolean> {
    const { name, namespace, resourceVersion } = binding.metadata!;
    const body = { metadata: { finalizers, resourceVersion } };
    const options = { ...BINDINGS, name: name!, namespace: namespace!, body };
    try {
      await this.custom.patchNamespacedCustomObject(options, asMerge);
      return true;
    } catch (error) {
      const { code } = error as { code?: number };
      if (code !== 404 && code !== 409) throw error;
      return false;
    }
  }

  private async settled(binding: TargetGroupBinding): Promise<void> {
    const { name, namespace, generation } = binding.metadata!;
    const body = { status: { observedGeneration: generation } };
    await this.custom.patchNamespacedCustomObjectStatus(
      { ...BINDINGS, name: name!, namespace: namespace!, body },
      asMerge,
    );
    await this.journal.note(binding, 'Normal', 'SuccessfullyReconciled', 'Successfully reconciled');
  }
}
