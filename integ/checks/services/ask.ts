import assert from 'node:assert/strict';
import {
  ApiException,
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  DiscoveryV1Api,
  NetworkingV1Api,
  PolicyV1Api,
  StorageV1Api,
  V1Pod,
} from '@kubernetes/client-node';
import { Reach } from '../check';

/** The API server's answers, by API group. */
export function clients({ kube: { config } }: Reach) {
  return {
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    batch: config.makeApiClient(BatchV1Api),
    discovery: config.makeApiClient(DiscoveryV1Api),
    networking: config.makeApiClient(NetworkingV1Api),
    policy: config.makeApiClient(PolicyV1Api),
    storage: config.makeApiClient(StorageV1Api),
  };
}

/** The pods of a service that are not on their way out, which are all Ready on a node. */
export async function readyPods(reach: Reach, namespace: string, service: string): Promise<V1Pod[]> {
  const labelSelector = `app.kubernetes.io/name=${service}`;
  const { items } = await clients(reach).core.listNamespacedPod({ namespace, labelSelector });
  const pods = items.filter(({ metadata }) => !metadata?.deletionTimestamp);
  for (const { metadata, spec, status } of pods) {
    assert.ok(spec?.nodeName, `${metadata?.name} is on no node`);
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    assert.equal(ready?.status, 'True', `${metadata?.name} is not ready`);
  }
  return pods;
}

/** The addresses that a Service sends clients to. */
export async function endpoints(reach: Reach, namespace: string, service: string): Promise<number> {
  const labelSelector = `kubernetes.io/service-name=${service}`;
  const { items } = await clients(reach).discovery.listNamespacedEndpointSlice({ namespace, labelSelector });
  return items.flatMap((slice) => slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready).length;
}

/** Fails unless the API server answers a call with this code. @returns what it says */
export async function refusal(call: Promise<unknown>, code: number): Promise<string> {
  const answer = await call.catch((error: unknown) => error);
  assert.ok(answer instanceof ApiException, 'the API server accepted what it has to refuse');
  assert.equal(answer.code, code);
  return String(answer.body);
}
