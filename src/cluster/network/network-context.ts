/** Internal: nodes that a network is to hold, at their most. */
export interface NodeDemand {
  readonly max: number;
  readonly instanceType: string;
}

/** Internal: what a network has to know of the cluster that it is made for. */
export interface NetworkContext {
  readonly clusterName: string;
  readonly region: string;
  readonly logRetentionDays: number;
  /** More tags of the private subnets, such as those by which Karpenter finds them. */
  readonly privateSubnetTags?: { readonly [tag: string]: string };
  /** The IPv4 range of Kubernetes' Services. */
  readonly serviceCidr: string;
  /** Nodes whose most is known. */
  readonly nodes?: NodeDemand[];
}
