import { ILoadBalancerNetwork } from './load-balancer-network';
import { INodeAutoscaler } from './node-autoscaler';
import { IKubernetesCluster } from '../kubernetes-cluster';

/** An EKS cluster, whoever made it, and where in AWS it is. `DocNowCluster` is one. */
export interface IEksCluster extends IKubernetesCluster, ILoadBalancerNetwork {
  /** The cluster's name. */
  readonly name: string;
  /** The AWS region. */
  readonly region: string;
  /** Ids of the private subnets: for nodes, pods, file systems and databases. */
  readonly privateSubnetIds: string[];
  /**
   * What is prepared in AWS for the controller that scales the nodes.
   *
   * @default - nothing
   */
  readonly nodeAutoscaler?: INodeAutoscaler;
}
