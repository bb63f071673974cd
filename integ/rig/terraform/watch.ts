import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, CoreV1Event, KubeConfig } from '@kubernetes/client-node';
import { stuck } from '../kube/stuck';

/** How often to look, and for how long something must have looked hopeless without a break. */
const PULSE = 2000;
const PATIENCE = 20_000;

/**
 * Looks after the pods of namespaces while something waits for them.
 *
 * @param over says when there is nothing to wait for any more
 * @returns why the pods can never become ready, or undefined when it was over before
 */
export async function watchPods(
  config: KubeConfig,
  namespaces: readonly string[],
  over: () => boolean,
): Promise<string | undefined> {
  const core = config.makeApiClient(CoreV1Api);
  const hopelessSince = new Map<string, number>();
  while (!over()) {
    await sleep(PULSE);
    for (const namespace of namespaces) {
      // While the namespace is not there, or the server is busy, nothing is known.
      const why = await hopeless(core, namespace).catch(() => undefined);
      if (!why) {
        hopelessSince.delete(namespace);
        continue;
      }
      const since = hopelessSince.get(namespace) ?? Date.now();
      hopelessSince.set(namespace, since);
      if (Date.now() - since >= PATIENCE && !over()) return `in namespace ${namespace}:\n${why}`;
    }
  }
  return undefined;
}

async function hopeless(core: CoreV1Api, namespace: string): Promise<string | undefined> {
  const [pods, events] = await Promise.all([
    core.listNamespacedPod({ namespace }),
    core.listNamespacedEvent({ namespace }),
  ]);
  // What is on its way out hinders nobody, and what was said once and not again has passed.
  const coming = pods.items.filter(({ metadata }) => !metadata?.deletionTimestamp);
  const recent = events.items.filter((event) => Date.now() - lastSeen(event) < PATIENCE);
  return stuck({ pods: coming, events: recent }, Date.now());
}

function lastSeen({ lastTimestamp, series, eventTime }: CoreV1Event): number {
  return new Date(lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? 0).getTime();
}
