import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../stack-runner';
import { Charts } from './charts';
import { Ask } from './connection';
import { inOrder, reversed } from './in-order';
import { Kinds } from './kinds';
import { KubeObject, nameOf, Objects, same } from './objects';
import { Address } from './references';
import { settle } from './settle';
import { ClusterResource } from './split-stack';
import { Desired, toObjects } from './to-objects';
import { Outputs } from './values-runner';

/** The resources of one stack that go to the API server, and what is there of them. */
export class ClusterPart {
  constructor(
    private readonly resources: readonly ClusterResource[],
    private readonly server: {
      readonly ask: Ask;
      readonly kinds: Kinds;
      readonly objects: Objects;
      readonly charts: Charts;
    },
    private readonly patienceSeconds?: number,
  ) {}

  /** What `apply` would change, asked of the server by dry run. A value that is not known yet counts as changed. */
  async plan(outputs: Outputs): Promise<Changes> {
    const desired = await this.desired(outputs);
    const unknown = this.resources.length - desired.size;
    const owned = await this.server.objects.owned();
    const changes = { add: 0, change: 0, destroy: 0 };
    for (const { objects } of desired.values()) {
      const found = await Promise.all(objects.map((object) => this.difference(object)));
      if (found.every((one) => one === 'absent')) changes.add += 1;
      else if (found.some((one) => one !== 'same')) changes.change += 1;
    }
    // Whose names are not known yet cannot be found among those that are there.
    const others = vanished(owned, desired).length;
    changes.add += Math.max(0, unknown - others);
    changes.change += Math.min(unknown, others);
    changes.destroy = Math.max(0, others - unknown);
    return changes;
  }

  /** Removes what is no longer in the stack, then applies the rest, each after what it needs. */
  async apply(outputs: Outputs): Promise<Changes> {
    const desired = await this.desired(outputs);
    const changes = { add: 0, change: 0, destroy: 0 };
    const gone = vanished(await this.server.objects.owned(), desired);
    await this.removeByRank(gone);
    changes.destroy = gone.length;
    const after = new Map(this.resources.map((resource) => [resource.address, resource.after]));
    await inOrder(after, async (address) => {
      const done = await this.applyOne(desired.get(address)!);
      if (done !== 'same') changes[done] += 1;
    });
    return changes;
  }

  /** Removes all that the stack has applied: what its file names in reverse order, the rest before. */
  async destroy(outputs: Outputs): Promise<Changes> {
    const kept = this.resources.find(({ preventDestroy }) => preventDestroy);
    if (kept) throw new Error(`${kept.address}: its lifecycle has prevent_destroy, so that it cannot be destroyed`);
    const desired = await this.desired(outputs);
    const owned = await this.server.objects.owned();
    const there = new Set(owned.map(nameOf));
    const gone = vanished(owned, desired);
    await this.removeByRank(gone);
    let destroy = gone.length;
    const after = new Map([...desired.keys()].map((address) => [address, this.after(address, desired)]));
    await inOrder(reversed(after), async (address) => {
      const { objects, wait } = desired.get(address)!;
      const mine = objects.filter((object) => there.has(nameOf(object)));
      if (mine.length) destroy += 1;
      for (const object of mine.reverse()) await this.remove(object, wait.deleteSeconds);
    });
    return { add: 0, change: 0, destroy };
  }

  private after(address: Address, desired: ReadonlyMap<Address, Desired>): Address[] {
    return this.resources.find((one) => one.address === address)!.after.filter((one) => desired.has(one));
  }

  /** By address; one whose output is not known is missing. */
  private async desired(outputs: Outputs): Promise<Map<Address, Desired>> {
    const result = new Map<Address, Desired>();
    for (const { address, type, output } of this.resources) {
      const body = outputs[output];
      if (body === undefined) continue;
      try {
        result.set(address, await toObjects(type, body, this.server.kinds, this.server.charts));
      } catch (error) {
        throw new Error(`${address}: ${(error as Error).message}`, { cause: error });
      }
    }
    return result;
  }

  private async difference(object: KubeObject): Promise<'absent' | 'same' | 'different'> {
    const { objects } = this.server;
    const live = await objects.live(object);
    if (!live || !objects.owns(live)) return 'absent';
    return same(live, await objects.dryRun(object)) ? 'same' : 'different';
  }

  private async applyOne({ objects, wait }: Desired): Promise<'add' | 'change' | 'same'> {
    const { ask, kinds, objects: server } = this.server;
    const found = new Set<'add' | 'change' | 'same'>();
    for (const object of objects) {
      const live = await server.live(object);
      if (live && !server.owns(live)) {
        throw new Error(`${nameOf(object)} is there already, and this stack has not made it: remove it first`);
      }
      const now = await server.apply(object);
      found.add(!live ? 'add' : same(live, now) ? 'same' : 'change');
      // Also when nothing changed: an apply that failed while it waited must not be taken for a good one by the next.
      const definition = object.kind === 'CustomResourceDefinition';
      const limits = { seconds: wait.createSeconds, patienceSeconds: this.patienceSeconds };
      if (wait.rollout || definition) await settle(ask, server, object, limits);
      if (definition) kinds.forget();
    }
    return found.size === 1 ? [...found][0] : found.size ? 'change' : 'same';
  }

  private async removeByRank(objects: KubeObject[]): Promise<void> {
    for (const rank of [0, 1, 2, 3]) {
      const now = objects.filter(({ kind }) => rankOf(kind) === rank);
      await inOrder(new Map(now.map((object) => [object, []])), (object) => this.remove(object, 300));
    }
  }

  /** Deletes, and waits until nothing is left. */
  private async remove(object: KubeObject, seconds: number): Promise<void> {
    const { objects } = this.server;
    await objects.delete(object);
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const live = await objects.live(object);
      if (!live || live.metadata.uid !== (object.metadata.uid ?? live.metadata.uid)) return;
      if (Date.now() > end) throw new Error(`${nameOf(object)} is still there after ${seconds} s: ${left(live)}`);
      await sleep(200);
    }
  }
}

/** What was applied once and is no longer wanted. */
function vanished(owned: KubeObject[], desired: ReadonlyMap<Address, Desired>): KubeObject[] {
  const wanted = new Set([...desired.values()].flatMap(({ objects }) => objects.map(nameOf)));
  return owned.filter((object) => !wanted.has(nameOf(object)));
}

/** What others stand on goes last. */
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
