import { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { installClusterAutoscaler } from './cluster-autoscaler';
import { ClusterAutoscalerProps } from './cluster-autoscaler-props';
import { ControllerContext } from './controller-context';
import { installKarpenter } from './karpenter';
import { KarpenterProps } from './karpenter-props';
import { INodeAutoscaler, NodeAutoscalerKind } from '../platform/aws/node-autoscaler';
import { invalid } from '../platform/invalid';

/** Internal: what installs a controller of one kind. */
interface Installer {
  readonly kind: NodeAutoscalerKind;
  install(scope: Construct, context: ControllerContext, prepared: INodeAutoscaler): Release;
}

/** The controller that makes nodes come and go with the pods. The cluster's stack prepares its role. */
export class NodeAutoscalerController {
  /**
   * Installs Karpenter, and says which nodes it may start.
   *
   * At the end, its nodes are drained and gone before Karpenter goes, or else nobody would end the instances. When they are
   * not gone within 20 minutes, the destroy fails: see what keeps them (`kubectl get nodeclaims`), and go on when there are
   * none, since helm does not wait a second time.
   */
  public static karpenter(props: KarpenterProps): NodeAutoscalerController {
    return new NodeAutoscalerController({
      kind: NodeAutoscalerKind.KARPENTER,
      install: (scope, context, prepared) => installKarpenter(scope, context, prepared, props),
    });
  }

  /** Installs the Cluster Autoscaler. */
  public static clusterAutoscaler(props: ClusterAutoscalerProps = {}): NodeAutoscalerController {
    return new NodeAutoscalerController({
      kind: NodeAutoscalerKind.CLUSTER_AUTOSCALER,
      install: (scope, context) => installClusterAutoscaler(scope, context, props),
    });
  }

  /** Somebody else installs it: nothing is made. */
  public static existing(): NodeAutoscalerController {
    return new NodeAutoscalerController();
  }

  private constructor(private readonly installer?: Installer) {}

  /** @internal */
  public _install(scope: Construct, id: string, context: ControllerContext): Release | undefined {
    if (!this.installer) return undefined;
    const construct = new Construct(scope, id);
    const { nodeAutoscaler: prepared } = context.cluster;
    const { kind } = this.installer;
    if (prepared?.kind === kind) return this.installer.install(construct, context, prepared);
    throw invalid(construct, {
      property: 'cluster.nodeAutoscaler',
      value: prepared?.kind ?? 'none',
      because: `so that nothing is prepared for ${kind}: no role, and no node that it may touch`,
      wayOut: 'Tell the cluster the same kind, or use NodeAutoscalerController.existing()',
    });
  }
}
