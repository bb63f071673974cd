import { ControllerMirror } from './controller-mirror';
import { ExternalSecrets } from './external-secrets';
import { LoadBalancerController } from './load-balancer-controller';
import { NodeAutoscalerController } from './node-autoscaler-controller';
import { IEksCluster } from '../platform/aws/eks-cluster';

/** Which controllers a cluster gets. */
export interface ClusterControllersProps {
  /** The cluster, made in another stack. */
  readonly cluster: IEksCluster;

  /** What fills target groups with pods. Without it, no colour can be applied. */
  readonly loadBalancer: LoadBalancerController;

  /**
   * What scales the nodes.
   *
   * @default - none, which is refused when the cluster has prepared for one
   */
  readonly nodeAutoscaler?: NodeAutoscalerController;

  /**
   * What brings secrets from AWS into the cluster.
   *
   * @default - none
   */
  readonly externalSecrets?: ExternalSecrets;

  /**
   * Copies of charts and images to take.
   *
   * @default - all come from where their projects publish them
   */
  readonly mirror?: ControllerMirror;
}
