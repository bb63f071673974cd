import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api } from '@kubernetes/client-node';
import { Kube } from '../rig/kube/kube';

const KEYS = [
  'COOKIE_SECRET',
  'CONSUMER_KEY',
  'CONSUMER_SECRET',
  'ACCESS_TOKEN',
  'ACCESS_TOKEN_SECRET',
  'DB_PASSWORD', // of the PostgreSQL generation
];

/** Values that must stand nowhere but in the Secret. */
export function secretValues(): Record<string, string> {
  return Object.fromEntries(KEYS.map((key) => [key, randomBytes(24).toString('hex')]));
}

/**
 * Puts the Secret into a namespace as soon as that is there, as an operator does while the first apply waits for pods.
 *
 * @param work what makes the namespace; when it ends without one, nothing is left to do
 */
export async function withSecret<Result>(
  kube: Kube,
  namespace: string,
  stringData: Record<string, string>,
  work: Promise<Result>,
): Promise<Result> {
  const core = kube.config.makeApiClient(CoreV1Api);
  let working = true;
  const end = () => void (working = false);
  work.then(end, end);
  while (working) {
    try {
      await core.createNamespacedSecret({ namespace, body: { metadata: { name: 'docnow-secrets' }, stringData } });
      break;
    } catch (error) {
      const { code } = error as { code?: number };
      if (code === 409) break;
      if (code !== 404) throw error;
      await sleep(200);
    }
  }
  return work;
}
