/** Internal: two pods, so that a controller and its webhooks outlive a node. */
export const REPLICAS = 2;

/** Internal: what a PodDisruptionBudget says of them. */
export const DISRUPTION = { maxUnavailable: 1 };

/** Internal: kept before all else when nodes are short: without controllers, nothing else comes back. */
export const PRIORITY = 'system-cluster-critical';

/** Internal: what Pod Security's level `restricted` asks of a pod whose chart says who it runs as. */
export const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** Internal: memory is what a controller's caches need at most; it is asked for whole, as a controller cannot give it back. */
export function resources(cpu: string, memory: string) {
  return { requests: { cpu, memory }, limits: { memory } };
}

/** Internal: pods that carry these labels, apart by zone as far as may be. */
export function spread(matchLabels: { [label: string]: string }) {
  const topologyKey = 'topology.kubernetes.io/zone';
  return [{ maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels } }];
}
