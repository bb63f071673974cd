import { AutoModeProps } from './auto-mode-props';
import { ComputeKind } from './compute-kind';
import { FargateProps } from './fargate-props';
import { ManagedNodesProps } from './managed-nodes-props';

/** What a cluster's pods run on. The cluster checks it, and which goes with which. */
export class Compute {
  /** EC2 instances in a node group that EKS manages. */
  public static managedNodes(props: ManagedNodesProps = {}): Compute {
    return new Compute({ kind: 'managedNodes', props });
  }

  /**
   * AWS Fargate, without nodes. Its pods mount no block volumes, have no privileges, take no roles by EKS Pod Identity, and
   * no network policy guards them. So Redis and Elasticsearch need nodes: those of `elasticsearchCompute`, which then take
   * every pod outside of Fargate's namespaces.
   */
  public static fargate(props: FargateProps): Compute {
    return new Compute({ kind: 'fargate', props });
  }

  /**
   * EKS Auto Mode: EKS makes nodes as pods need them, and brings what runs on them: network, DNS, disks, pod identity. Its load
   * balancing knows neither the kind of binding nor the readiness gate that `FrontDoor`'s entries use: for these the AWS Load
   * Balancer Controller runs beside it, as AWS allows. Network policies have to be turned on (a warning says how).
   */
  public static autoMode(props: AutoModeProps = {}): Compute {
    return new Compute({ kind: 'autoMode', props });
  }

  /** For Elasticsearch: no nodes of its own, but those that everything else runs on. */
  public static shared(): Compute {
    return new Compute({ kind: 'shared' });
  }

  private constructor(
    /**
     * What it is.
     *
     * @internal
     */
    public readonly _kind: ComputeKind,
  ) {}
}
