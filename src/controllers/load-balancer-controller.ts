import { Release } from '@cdktf/provider-helm/lib/release';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { controllerChart } from './controller-chart';
import { ControllerContext } from './controller-context';
import { ControllerProps } from './controller-props';
import { controllerRole } from './controller-role';
import { tagOf } from './image-tag';
import { imageOf } from './mirrored';
import { PINNED } from './pinned';
import { DISRUPTION, POD_SECURITY, PRIORITY, REPLICAS, resources, spread } from './pods';
import { Statement } from '../platform/aws/iam/policy-document';
import { invalid } from '../platform/invalid';
import { RESTRICTED_CONTAINER } from '../platform/pod-security';

/** What the AWS Load Balancer Controller is told. */
export interface LoadBalancerControllerProps extends ControllerProps {
  /**
   * The target groups that it may fill, by ARN; `*` stands for any characters, as in IAM. Those of a `FrontDoor` are
   * `frontDoor.targets.map(({ targetId }) => targetId)`.
   */
  readonly targetGroupArns: string[];
}

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
    checkTargetGroups(construct, this.props.targetGroupArns);
    const { cluster, mirror } = context;
    const pinned = PINNED.loadBalancer;
    const serviceAccount = pinned.chart;
    const role = controllerRole(
      construct,
      context,
      serviceAccount,
      statements(cluster.region, this.props.targetGroupArns),
    );
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

/**
 * What binding takes: ask for target groups, their targets' health and the VPC's ranges, none of which IAM can narrow to
 * one (Service Authorization Reference, "Elastic Load Balancing V2" and "Amazon EC2"); and register and deregister. It asks
 * for the nodes' security groups too, to take away rules of its own: without `networking` in a binding it has none.
 */
function statements(region: string, targetGroupArns: string[]): Statement[] {
  return [
    {
      Sid: 'Ask',
      Effect: 'Allow',
      Action: [
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcs',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      Resource: ['*'],
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Sid: 'Bind',
      Effect: 'Allow',
      Action: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      Resource: targetGroupArns,
    },
  ];
}

function checkTargetGroups(scope: Construct, targetGroupArns: string[]): void {
  const refuse = (value: unknown, because: string) =>
    invalid(scope, {
      property: 'targetGroupArns',
      value,
      because,
      wayOut: 'Give those of the front door: frontDoor.targets.map(({ targetId }) => targetId).',
    });
  if (targetGroupArns.length === 0) throw refuse(targetGroupArns, 'so that it could fill none');
  const wrong = targetGroupArns.find(
    (arn) => !Token.isUnresolved(arn) && !/^arn:[a-z-]+:elasticloadbalancing:[^:]+:[^:]+:targetgroup\/\S+$/.test(arn),
  );
  if (wrong !== undefined) throw refuse(wrong, 'which is not the ARN of a target group');
}
