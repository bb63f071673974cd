/**
 * A service inside the cluster that DocNow's pods talk to, and what a network policy has to let through for it.
 */
export interface ServiceEndpoint {
  /** The DNS name, such as `redis.docnow-data.svc.cluster.local`. */
  readonly host: string;
  /** The TCP port. */
  readonly port: number;
  /** The namespace of the pods that serve it. */
  readonly namespace: string;
  /** The labels of the pods that serve it. */
  readonly podLabels: { [label: string]: string };
}
