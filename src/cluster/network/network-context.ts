/** Internal: what a network has to know of the cluster that it is made for. */
export interface NetworkContext {
  readonly clusterName: string;
  readonly region: string;
  readonly logRetentionDays: number;
}
