import assert from 'node:assert/strict';
import { PatchStrategy, setHeaderOptions, V1Pod } from '@kubernetes/client-node';
import { Reach } from '../checks/check';
import { clients, refusal } from '../checks/services/ask';
import { until } from '../rig/processes/until';

const asMerge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
const labelSelector = 'app.kubernetes.io/component=web';

/** Waits until web has so many pods, all of them serve, and none is on its way out. */
export async function webServes(reach: Reach, namespace: string, wanted: number): Promise<V1Pod[]> {
  const { apps, core } = clients(reach);
  let pods: V1Pod[] = [];
  await until(`web of ${namespace} has ${wanted} pods, and all of them serve`, 120, async () => {
    const { spec, status } = await apps.readNamespacedDeployment({ namespace, name: 'web' });
    pods = (await core.listNamespacedPod({ namespace, labelSelector })).items;
    const numbers = [spec?.replicas, status?.replicas, status?.updatedReplicas, status?.availableReplicas, pods.length];
    return numbers.every((number) => number === wanted);
  });
  return pods;
}

/** Takes a pod away as the loss of its node does: at once. */
export async function kill(reach: Reach, namespace: string, pods: number): Promise<void> {
  const [{ metadata }] = await webServes(reach, namespace, pods);
  await clients(reach).core.deleteNamespacedPod({ name: metadata!.name!, namespace, gracePeriodSeconds: 0 });
  const left = await webServes(reach, namespace, pods);
  assert.ok(!left.some(({ metadata: { name } = {} }) => name === metadata!.name), 'the pod is still there');
}

/** Empties a node as `kubectl drain` does. The budget lets one pod go, and refuses the next until another serves. */
export async function drain(reach: Reach, namespace: string, pods: number): Promise<void> {
  const { core, policy } = clients(reach);
  const [first, second] = await webServes(reach, namespace, pods);
  await until('one pod may go', 30, async () => {
    const { status } = await policy.readNamespacedPodDisruptionBudget({ namespace, name: 'web' });
    return status?.disruptionsAllowed === 1;
  });
  const node = first.spec!.nodeName!;
  const cordon = (unschedulable: boolean) => core.patchNode({ name: node, body: { spec: { unschedulable } } }, asMerge);
  const evict = ({ metadata: { name } = {} }: V1Pod) =>
    core.createNamespacedPodEviction({ name: name!, namespace, body: { metadata: { name, namespace } } });
  await cordon(true);
  try {
    await evict(first);
    assert.match(await refusal(evict(second), 429), /disruption budget/);
    for (const pod of await webServes(reach, namespace, pods)) assert.notEqual(pod.spec?.nodeName, node);
  } finally {
    await cordon(false);
  }
}
