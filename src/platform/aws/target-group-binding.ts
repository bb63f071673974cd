import { join } from 'path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, Fn, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterCapability } from '../cluster-capability';
import { IKubernetesCluster } from '../kubernetes-cluster';
import { requireCapability } from '../require-capability';

/** The chart is beside `src` and, in the package, beside `lib`: the same way up from both. */
const CHART = join(__dirname, '..', '..', '..', 'charts', 'target-group-binding');

/** What a target group is filled with. */
export interface TargetGroupBindingProps {
  /** The cluster that the pods are in. */
  readonly cluster: IKubernetesCluster;
  /** The Service's namespace. */
  readonly namespace: string;
  /** The Service's name. */
  readonly serviceName: string;
  /** The Service's port. */
  readonly servicePort: number;
  /**
   * The binding's name, unique in the namespace. Pods that name the readiness gate
   * `target-health.elbv2.k8s.aws/` + this name are Ready only when the load balancer finds them healthy.
   */
  readonly name: string;
  /** The target group's ARN. It has to be of type `ip`. */
  readonly targetGroupArn: string;
}

/**
 * Fills a target group with the addresses of a Service's pods, and keeps it so.
 *
 * The AWS Load Balancer Controller does it. Its own kind of object goes in by a chart that this package ships, since
 * Terraform can plan a chart before the cluster knows the kind. The stack has to be connected to the cluster.
 *
 * A binding stays with its target group: the controller refuses another ARN. And it is not to be replaced while its pods
 * serve: a new binding has their gates shut until the load balancer has found them healthy again.
 */
export class TargetGroupBinding extends Construct {
  /** The Helm release of the binding, to set what this construct does not. */
  public readonly release: Release;

  /**
   * Makes the binding.
   *
   * @throws when the cluster fills no target groups, with the way out
   */
  constructor(scope: Construct, id: string, props: TargetGroupBindingProps) {
    super(scope, id);
    requireCapability(this, props.cluster, {
      capability: ClusterCapability.TARGET_GROUP_BINDING,
      why: 'a target group stays without targets',
      wayOut:
        "Install the AWS Load Balancer Controller and say so in the cluster's capabilities, or use another way in, " +
        'such as NodePortEntry',
    });
    const chart = new TerraformAsset(this, 'Chart', { path: CHART, type: AssetType.DIRECTORY });
    this.release = new Release(this, 'Release', {
      name: props.name,
      namespace: props.namespace,
      chart: `./${chart.path}`,
      values: [
        Fn.jsonencode({
          serviceName: props.serviceName,
          servicePort: props.servicePort,
          targetGroupArn: props.targetGroupArn,
        }),
      ],
      // A release that failed is taken back, so that the next apply begins anew.
      atomic: true,
      timeout: 120,
      maxHistory: 3,
    });
  }
}
