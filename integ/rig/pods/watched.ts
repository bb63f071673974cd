import { KubeConfig, KubernetesListObject, KubernetesObject, makeInformer } from '@kubernetes/client-node';

/** A kind of object, kept up to date by a watch that starts anew when it breaks. */
export interface Watched<T extends KubernetesObject> {
  list(): readonly T[];
  get(name: string, namespace?: string): T | undefined;
  stop(): Promise<void>;
}

/** What happened to an object. */
export type Change = 'there' | 'gone';

/** How long to wait before a broken watch starts anew; as long for a kind that the server does not know yet. */
const PAUSE = 1000;

/** Watches what `path` lists, and tells every change. */
export function watch<T extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  list: () => Promise<KubernetesListObject<T>>,
  changed: (object: T, change: Change) => void,
): Watched<T> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const informer = makeInformer<T>(config, path, list);
  const start = () => {
    informer.start().catch(() => again());
  };
  const again = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(start, PAUSE);
  };
  informer.on('add', (object) => changed(object, 'there'));
  informer.on('update', (object) => changed(object, 'there'));
  informer.on('delete', (object) => changed(object, 'gone'));
  informer.on('error', again);
  start();
  return {
    list: () => informer.list(),
    get: (name, namespace) => informer.get(name, namespace),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await informer.stop();
    },
  };
}
