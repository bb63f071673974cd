import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CoreV1Api, CustomObjectsApi, V1Pod } from '@kubernetes/client-node';
import { FINALIZER, gateOf, TargetGroupBinding } from './binding';
import { BindingWriter } from './binding-writer';
import { checkpointOf, savedCheckpoint } from './checkpoint';
import { Cluster, endpointsOf } from './endpoints';
import { Gate, REGISTERING, UNBOUND } from './gates';
import { Journal } from './journal';
import { compare, TargetGroup } from './targets';

/** What the reconciler reads of the cluster. */
export interface BindingCluster extends Cluster {
  podsIn(namespace: string): readonly V1Pod[];
}

/**
 * Brings a target group in line with a binding, in the order of the real controller: finalizer, endpoints, targets read,
 * the superfluous deregistered, the missing registered, gates written, checkpoint, status.
 *
 * Compared with v3.5.0 itself, event by event, on one control plane and fakecloud: binding made, deleted, made again and
 * changed; pod made, deleted, not answering its probe or the load balancer; rolling update; Service or target group gone.
 */
export class Reconciler {
  private readonly journal: Journal;
  private readonly writer: BindingWriter;
  private readonly groups = new Map<string, TargetGroup>();

  public constructor(
    private readonly core: CoreV1Api,
    custom: CustomObjectsApi,
    private readonly elbv2: ElasticLoadBalancingV2Client,
    private readonly cluster: BindingCluster,
  ) {
    this.journal = new Journal(core);
    this.writer = new BindingWriter(custom);
  }

  /** Whether the binding has to be looked at again by and by, since a target is not healthy yet. */
  public async reconcile(seen: TargetGroupBinding): Promise<boolean> {
    const binding = await this.writer.read(seen);
    if (!binding) return false;
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
    if (!finalizers.includes(FINALIZER) && !(await this.writer.setFinalizers(binding, [...finalizers, FINALIZER]))) {
      return true;
    }
    if (binding.spec.targetType !== 'ip') throw new Error(`targetType ${binding.spec.targetType}: only ip is played`);
    const endpoints = endpointsOf(binding, this.cluster);
    if (!endpoints) {
      const { name, port } = binding.spec.serviceRef;
      await this.journal.note(binding, 'Warning', 'BackendNotFound', `Service ${name} with port ${port} is not there`);
      await this.release(binding);
      await this.settled(binding, '');
      return false;
    }
    const gate = new Gate(this.core, gateOf(binding));
    const checkpoint = checkpointOf(endpoints, binding);
    if (checkpoint === savedCheckpoint(binding) && !endpoints.some(({ pod }) => gate.isShut(pod))) return false;
    const group = this.groupOf(binding);
    const { matched, toRegister, toDeregister } = compare(endpoints, await group.targets());
    const waits = matched.some(({ endpoint, health }) => gate.holds(endpoint.pod) && health.State !== 'healthy');
    // Whatever becomes of this look, the next one is not to take the binding for done.
    if (toRegister.length || toDeregister.length || waits) await this.writer.saveCheckpoint(binding, '');
    await group.deregister(toDeregister);
    await group.register(toRegister);
    let pending = false;
    for (const { endpoint, health } of matched) pending = (await gate.write(endpoint.pod, health)) || pending;
    for (const { pod } of toRegister) pending = (await gate.write(pod, REGISTERING)) || pending;
    if (!pending) await this.settled(binding, checkpoint);
    return pending;
  }

  private async unbind(binding: TargetGroupBinding): Promise<boolean> {
    const finalizers = binding.metadata!.finalizers ?? [];
    if (!finalizers.includes(FINALIZER)) return true;
    await this.release(binding);
    return this.writer.setFinalizers(
      binding,
      finalizers.filter((one) => one !== FINALIZER),
    );
  }

  private async release(binding: TargetGroupBinding): Promise<void> {
    await this.groupOf(binding).empty();
    const gate = new Gate(this.core, gateOf(binding));
    for (const pod of this.cluster.podsIn(binding.metadata!.namespace!)) await gate.write(pod, UNBOUND);
  }

  private async settled(binding: TargetGroupBinding, checkpoint: string): Promise<void> {
    await this.writer.saveCheckpoint(binding, checkpoint);
    if (binding.status?.observedGeneration === binding.metadata!.generation) return;
    await this.writer.setObserved(binding);
    await this.journal.note(binding, 'Normal', 'SuccessfullyReconciled', 'Successfully reconciled');
  }

  /** The same for the same ARN: it remembers which targets were healthy. */
  private groupOf({ spec }: TargetGroupBinding): TargetGroup {
    const group = this.groups.get(spec.targetGroupARN) ?? new TargetGroup(this.elbv2, spec.targetGroupARN);
    this.groups.set(spec.targetGroupARN, group);
    return group;
  }
}
