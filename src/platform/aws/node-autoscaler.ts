/** What makes nodes come and go with the pods. */
export enum NodeAutoscalerKind {
  /** Karpenter: starts the instances that waiting pods need, and packs pods onto fewer. */
  KARPENTER = 'KARPENTER',
  /** Cluster Autoscaler: changes the desired number of a node group's nodes. */
  CLUSTER_AUTOSCALER = 'CLUSTER_AUTOSCALER',
}

/**
 * What a cluster prepared in AWS for the controller that scales its nodes, which runs in the cluster: in `kube-system`, by the
 * service account `karpenter` or `cluster-autoscaler`, since its role is for that one alone. Karpenter finds subnets and
 * security group by the tag `karpenter.sh/discovery`, whose value is the cluster's name.
 */
export interface INodeAutoscaler {
  /** Which controller it is. */
  readonly kind: NodeAutoscalerKind;
  /** Karpenter: the name of the IAM role that nodes take. */
  readonly nodeRoleName?: string;
  /** Karpenter: the name of the SQS queue that tells of interruptions, such as the end of a spot instance. */
  readonly interruptionQueueName?: string;
}
