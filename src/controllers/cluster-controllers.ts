import { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { ClusterControllersProps } from './cluster-controllers-props';
import { ControllerContext, ControllersHome } from './controller-context';
import { controllersHome } from './controllers-home';
import { checkMirror } from './mirrored';
import { ClusterCapability } from '../platform/cluster-capability';
import { invalid } from '../platform/invalid';
import { requireCapability } from '../platform/require-capability';

/**
 * The controllers that a cluster on EKS needs beside its add-ons, in a stack of their own: each by its project's own chart of
 * a pinned version, with a role that its pods alone can take, or left to somebody else.
 *
 * What they do for others has to go before them, or nobody is left to undo it. So each stack with a `DocNowEnvironment`
 * comes after this one: `environment.addDependency(controllers)`; and is destroyed before it. What outlives this stack is the
 * kinds of the AWS Load Balancer Controller, which helm does not remove: they go with the cluster.
 */
export class ClusterControllers extends Construct {
  /** The release of the AWS Load Balancer Controller, to set what this construct does not; none if somebody else's. */
  public readonly loadBalancer?: Release;

  /** The release of the controller that scales nodes; none if somebody else's. */
  public readonly nodeAutoscaler?: Release;

  /** The release of the External Secrets Operator; none if somebody else's. */
  public readonly externalSecrets?: Release;

  private home?: ControllersHome;

  /**
   * Installs the controllers.
   *
   * @throws when a property cannot be, the cluster lacks EKS Pod Identity or the scope is in the cluster's stack, with the way out
   */
  constructor(scope: Construct, id: string, props: ClusterControllersProps) {
    super(scope, id);
    const { cluster, mirror = {} } = props;
    checkMirror(this, mirror);
    requireCapability(this, cluster, {
      capability: ClusterCapability.POD_IDENTITY,
      why: 'by which the pods of controllers take their roles',
      wayOut: 'Add the add-on eks-pod-identity-agent to the cluster, or leave the controllers to somebody else',
    });
    if (cluster.nodeAutoscaler && !props.nodeAutoscaler) {
      throw invalid(this, {
        property: 'nodeAutoscaler',
        value: undefined,
        because: `though the cluster has prepared for ${cluster.nodeAutoscaler.kind}: nobody would scale its nodes`,
        wayOut: 'Give NodeAutoscalerController.karpenter(), .clusterAutoscaler() or .existing()',
      });
    }
    cluster.connect(this);
    const context: ControllerContext = {
      cluster,
      mirror,
      home: () => (this.home ??= controllersHome(this, 'Home')),
    };
    this.loadBalancer = props.loadBalancer._install(this, 'LoadBalancer', context);
    this.nodeAutoscaler = props.nodeAutoscaler?._install(this, 'NodeAutoscaler', context);
    this.externalSecrets = props.externalSecrets?._install(this, 'ExternalSecrets', context);
  }
}
