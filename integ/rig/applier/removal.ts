import { setTimeout as sleep } from 'node:timers/promises';
import { inOrder } from './in-order';
import { KubeObject, nameOf, Objects } from './objects';

/** For an object of which the stack says no longer how long its deletion may take. */
const SECONDS = 300;

/** Deletes, and waits until nothing is left. @throws with what keeps it, when it is still there after so long */
export async function remove(objects: Objects, object: KubeObject, seconds = SECONDS): Promise<void> {
  const before = await objects.live(object);
  if (!before) return;
  await objects.delete(object);
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const live = await objects.live(object);
    if (live?.metadata.uid !== before.metadata.uid) return;
    if (Date.now() > end) throw new Error(`${nameOf(object)} is still there after ${seconds} s: ${left(live!)}`);
    await sleep(200);
  }
}

/** Deletes objects whose order nobody tells any more: what others stand on goes last. */
export async function removeByRank(objects: Objects, gone: readonly KubeObject[]): Promise<void> {
  for (const rank of [0, 1, 2, 3]) {
    const now = gone.filter(({ kind }) => rankOf(kind) === rank);
    await inOrder(new Map(now.map((object) => [object, []])), (object) => remove(objects, object));
  }
}

function rankOf(kind: string): number {
  if (['Namespace', 'CustomResourceDefinition'].includes(kind)) return 3;
  if (['PersistentVolume', 'StorageClass'].includes(kind)) return 2;
  if (['PersistentVolumeClaim', 'ConfigMap', 'Secret', 'ServiceAccount', 'NetworkPolicy'].includes(kind)) return 1;
  return 0;
}

function left({ metadata, status }: KubeObject): string {
  const conditions = (status?.conditions ?? []).filter(({ status: is }: any) => is === 'True');
  const told = conditions.map(({ type, message }: any) => `${type}: ${message}`);
  return [`finalizers ${JSON.stringify(metadata.finalizers ?? [])}`, ...told].join('; ');
}
