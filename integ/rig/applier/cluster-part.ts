import { Charts } from './charts';
import { Ask } from './connection';
import { inOrder, reversed } from './in-order';
import { Kinds } from './kinds';
import { KubeObject, nameOf, Objects, same } from './objects';
import { count, isImmutable, Outcome, outcomeOf } from './outcome';
import { Address } from './references';
import { remove, removeByRank } from './removal';
import { settle } from './settle';
import { ClusterResource } from './split-stack';
import { Desired, toObjects, Wait } from './to-objects';
import { Outputs } from './values-runner';
import { withValue } from './write-only';
import { Changes } from '../stack-runner';

/** The API server, as one stack deals with it. */
export interface Server {
  readonly ask: Ask;
  readonly kinds: Kinds;
  readonly objects: Objects;
  readonly charts: Charts;
  /** The value of a local value, which Terraform keeps nowhere. */
  readonly evaluate: (local: string) => Promise<any>;
}

/** The resources of one stack that go to the API server, and what is there of them. */
export class ClusterPart {
  constructor(
    private readonly resources: readonly ClusterResource[],
    private readonly server: Server,
    private readonly patienceSeconds?: number,
  ) {}

  /** What `apply` would change, asked of the server by dry run. */
  async plan(outputs: Outputs): Promise<Changes> {
    const desired = await this.desired(outputs);
    const others = vanished(await this.server.objects.owned(), desired).length;
    // A resource with a value that is not known yet has no name to be found by: any of the others may be it.
    const unknown = this.resources.length - desired.size;
    const outcomes: Outcome[] = Array.from({ length: unknown }, (_, index) => (index < others ? 'change' : 'add'));
    for (const { objects } of desired.values()) {
      outcomes.push(outcomeOf(await Promise.all(objects.map((object) => this.planOne(object)))));
    }
    return count(outcomes, Math.max(0, others - unknown));
  }

  /** Removes what is no longer in the stack, then applies the rest, each after what it needs. */
  async apply(outputs: Outputs): Promise<Changes> {
    const { objects: server } = this.server;
    const desired = await this.desired(outputs);
    const gone = vanished(await server.owned(), desired);
    await removeByRank(server, gone);
    const outcomes: Outcome[] = [];
    const after = new Map(this.resources.map((resource) => [resource.address, resource.after]));
    const writeOnly = new Map(this.resources.map((resource) => [resource.address, resource.writeOnly]));
    await inOrder(after, async (address) => {
      const { objects, wait } = desired.get(address)!;
      const parts: Outcome[] = [];
      for (const object of objects) parts.push(await this.applyOne(object, wait, writeOnly.get(address)));
      outcomes.push(outcomeOf(parts));
    });
    return count(outcomes, gone.length);
  }

  /** Removes all that the stack has applied: what it no longer names first, the rest in reverse order. */
  async destroy(outputs: Outputs): Promise<Changes> {
    const kept = this.resources.find(({ preventDestroy }) => preventDestroy);
    if (kept) throw new Error(`${kept.address}: its lifecycle has prevent_destroy, so that it cannot be destroyed`);
    const { objects: server } = this.server;
    const desired = await this.desired(outputs);
    const owned = await server.owned();
    const there = new Set(owned.map(nameOf));
    const gone = vanished(owned, desired);
    await removeByRank(server, gone);
    let destroyed = gone.length;
    const known = this.resources.filter(({ address }) => desired.has(address));
    const after = new Map(known.map((one) => [one.address, one.after.filter((earlier) => desired.has(earlier))]));
    await inOrder(reversed(after), async (address) => {
      const { objects, wait } = desired.get(address)!;
      const mine = objects.filter((object) => there.has(nameOf(object)));
      if (mine.length) destroyed += 1;
      for (const object of mine.reverse()) await remove(server, object, wait.deleteSeconds);
    });
    return count([], destroyed);
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

  private async planOne(object: KubeObject): Promise<Outcome> {
    const { objects: server } = this.server;
    const live = await server.live(object);
    if (!live || !server.owns(live)) return 'add';
    try {
      return same(live, await server.dryRun(await withValue(object, live))) ? 'same' : 'change';
    } catch (error) {
      if (isImmutable(error)) return 'replace';
      throw error;
    }
  }

  /** @param writeOnly the local value with what is written and kept nowhere */
  private async applyOne(written: KubeObject, wait: Wait, writeOnly?: string): Promise<Outcome> {
    const { ask, kinds, objects: server, evaluate } = this.server;
    const live = await server.live(written);
    if (live && !server.owns(live)) {
      throw new Error(`${nameOf(written)} is there already, and this stack has not made it: remove it first`);
    }
    const object = await withValue(written, live, writeOnly ? () => evaluate(writeOnly) : undefined);
    const outcome = await this.write(object, live, wait);
    const definition = object.kind === 'CustomResourceDefinition';
    // Also when nothing changed: an apply that failed while it waited must not be taken for a good one by the next.
    if (wait.rollout || definition) {
      await settle(ask, server, object, { seconds: wait.createSeconds, patienceSeconds: this.patienceSeconds });
    }
    if (definition) kinds.forget();
    return outcome;
  }

  private async write(object: KubeObject, live: KubeObject | undefined, wait: Wait): Promise<Outcome> {
    const { objects: server } = this.server;
    try {
      const now = await server.apply(object);
      if (!live) return 'add';
      return same(live, now) ? 'same' : 'change';
    } catch (error) {
      if (!live || !isImmutable(error)) throw error;
      await remove(server, live, wait.deleteSeconds);
      await server.apply(object);
      return 'replace';
    }
  }
}

/** What was applied once and is no longer wanted. */
function vanished(owned: KubeObject[], desired: ReadonlyMap<Address, Desired>): KubeObject[] {
  const wanted = new Set([...desired.values()].flatMap(({ objects }) => objects.map(nameOf)));
  return owned.filter((object) => !wanted.has(nameOf(object)));
}
