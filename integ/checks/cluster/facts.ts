/** What the cluster's stack was told. */
export interface ClusterFacts {
  readonly clusterName: string;
  /** The number of NAT gateways: 1 or 3. */
  readonly natGateways: number;
  readonly publicAccessCidrs: string[];
  readonly administratorArns: string[];
  /** The key of the cluster's secrets; read it before destroy by `keyOfSecrets`. */
  readonly secretsKeyArn?: string;
}
