import { Release } from '@cdktf/provider-helm/lib/release';
import { Construct } from 'constructs';
import { controllerChart } from './controller-chart';
import { ControllerContext } from './controller-context';
import { controllerRole } from './controller-role';
import { tagOf } from './image-tag';
import { LoadBalancerControllerProps } from './load-balancer-controller-props';
import { bindingStatements } from './load-balancer-statements';
import { imageOf } from './mirrored';
import { PINNED } from './pinned';
import { DISRUPTION, POD_SECURITY, PRIORITY, REPLICAS, resources, spread } from './pods';
import { RESTRICTED_CONTAINER } from '../platform/pod-security';

/**
 * The AWS Load Balancer Controller, which fills target groups with the addresses of pods (`TargetGroupBinding`).
 *
 * It does that alone: load balancers, listeners and security groups are Terraform's. So it leaves Ingresses, Gateways and
 * Services of type LoadBalancer to others, has no webhook for them, and no right to make anything in AWS.
 */
export class LoadBalancerController {
  /** Installs it. */
  public static install(props: LoadBalancerControllerProps): LoadBalancerController {
    return new LoadBalancerController(props);
  }

  /** Somebody else installs it, with a role that may fill the target groups: nothing is made. */
  public static existing(): LoadBalancerController {
    return new LoadBalancerController();
  }

  private constructor(private readonly props?: LoadBalancerControllerProps) {}

  /** @internal */
  public _install(scope: Construct, id: string, context: ControllerContext): Release | undefined {
    if (!this.props) return undefined;
    const construct = new Construct(scope, id);
    const { cluster, mirror } = context;
    const pinned = PINNED.loadBalancer;
    const serviceAccount = pinned.chart;
    const statements = bindingStatements(construct, cluster.region, this.props.targetGroupArns);
    const role = controllerRole(construct, context, serviceAccount, statements);
    return controllerChart(construct, 'Release', {
      ...role,
      pinned,
      mirror,
      values: {
        ...WHAT_IT_DOES,
        clusterName: cluster.name,
        region: cluster.region,
        vpcId: cluster.vpcId,
        serviceAccount: { create: true, name: serviceAccount },
        image: { repository: imageOf(pinned, mirror), tag: tagOf(construct, pinned, this.props) },
        replicaCount: REPLICAS,
        podDisruptionBudget: DISRUPTION,
        priorityClassName: PRIORITY,
        topologySpreadConstraints: spread({ 'app.kubernetes.io/name': pinned.chart }),
        resources: resources('100m', '256Mi'),
        podSecurityContext: { ...POD_SECURITY, fsGroup: 65534 },
        securityContext: RESTRICTED_CONTAINER,
      },
    });
  }
}

/** The chart's own words for: bind target groups, and nothing else. */
const WHAT_IT_DOES = {
  createIngressClassResource: false,
  ingressClassParams: { create: false },
  webhookConfig: { disableIngressValidation: true },
  // This webhook would have its say in every Service of the cluster, and no Service could be made while it is away.
  enableServiceMutatorWebhook: false,
  // The pods of an environment name their readiness gate themselves.
  enablePodReadinessGateInject: false,
  enableBackendSecurityGroup: false,
  enableShield: false,
  enableWaf: false,
  enableWafv2: false,
  controllerConfig: {
    featureGates: {
      EnableServiceController: false,
      NLBGatewayAPI: false,
      ALBGatewayAPI: false,
      GatewayListenerSet: false,
    },
  },
  // Else every upgrade of the release would make a new certificate, which pods learn of minutes later.
  keepTLSSecret: true,
};
