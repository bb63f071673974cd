/** The tag by which Karpenter finds subnets and security groups; its value is the cluster's name. */
export const DISCOVERY = 'karpenter.sh/discovery';

/** Internal: what Karpenter's controller acts upon. */
export interface KarpenterReach {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly region: string;
  readonly nodeRoleArn: string;
  readonly queueArn: string;
}
