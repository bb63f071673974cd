import { INodeAutoscaler } from './node-autoscaler';
import { IKubernetesCluster } from '../kubernetes-cluster';

/** A cluster of Amazon EKS, as far as controllers in it have to know it. `DocNowCluster` is one. */
export interface IEksCluster extends IKubernetesCluster {
  /** The cluster's name. */
  readonly name: string;
  /** The AWS region. */
  readonly region: string;
  /** The VPC's id. */
  readonly vpcId: string;
  /**
   * What is prepared in AWS for the controller that scales the nodes.
   *
   * @default - nothing
   */
  readonly nodeAutoscaler?: INodeAutoscaler;
}
