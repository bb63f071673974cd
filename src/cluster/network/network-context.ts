/** Internal: what a network has to know of the cluster that it is made for. */
export interface NetworkContext {
  readonly clusterName: string;
  readonly region: string;
  readonly logRetentionDays: number;
  /** More tags of the private subnets, such as those by which Karpenter finds them. */
  readonly privateSubnetTags?: { readonly [tag: string]: string };
}
