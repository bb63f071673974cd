import { NodeAutoscalerKind } from '../../../platform/aws/node-autoscaler';

/**
 * What makes nodes come and go with the pods. The cluster prepares it in AWS; its controller is installed in the cluster
 * from a stack of its own, told by `cluster.nodeAutoscaler`.
 */
export class NodeAutoscaling {
  /**
   * Karpenter starts the instances that waiting pods need, beside the cluster's own nodes, and takes away what is idle. The
   * cluster makes the nodes' role, the controller's role for the service account `karpenter` of `kube-system`, a queue that
   * tells of interruptions, and the tag `karpenter.sh/discovery`, whose value is the cluster's name, on the private subnets
   * and the cluster's security group: NodeClasses have to select by it, others are not allowed.
   */
  public static karpenter(): NodeAutoscaling {
    return new NodeAutoscaling(NodeAutoscalerKind.KARPENTER);
  }

  /**
   * Cluster Autoscaler changes the number of nodes between `min` and `max` of each node group. The cluster makes the
   * controller's role for the service account `cluster-autoscaler` of `kube-system`; EKS itself puts the tags on the groups
   * by which the controller finds them.
   */
  public static clusterAutoscaler(): NodeAutoscaling {
    return new NodeAutoscaling(NodeAutoscalerKind.CLUSTER_AUTOSCALER);
  }

  private constructor(
    /**
     * Which it is.
     *
     * @internal
     */
    public readonly _kind: NodeAutoscalerKind,
  ) {}
}
