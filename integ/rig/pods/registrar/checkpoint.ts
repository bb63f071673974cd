import { createHash } from 'node:crypto';
import { TargetGroupBinding } from './binding';
import { Endpoint } from './endpoints';

/** What a binding was last brought in line with stands here; it is empty while there is something left to do. */
const CHECKPOINT = 'elbv2.k8s.aws/checkpoint';

/** What a binding is to be brought in line with. As long as that stays the same, nobody asks the load balancer. */
export function checkpointOf(endpoints: readonly Endpoint[], { spec }: TargetGroupBinding): string {
  const listed = endpoints
    .map(({ pod, host, port }) => `${host}:${port}:${new Date(pod.metadata!.creationTimestamp!).getTime()}`)
    .sort();
  return `${hash(listed.join())}/${hash(JSON.stringify(spec))}`;
}

/** What it says of itself that it was last brought in line with. */
export function savedCheckpoint({ metadata }: TargetGroupBinding): string {
  return metadata?.annotations?.[CHECKPOINT] ?? '';
}

/** The annotations that say so. */
export function checkpointAnnotations(checkpoint: string): Record<string, string> {
  return { [CHECKPOINT]: checkpoint, [`${CHECKPOINT}-timestamp`]: String(Math.floor(Date.now() / 1000)) };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
