import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct, IConstruct } from 'constructs';
import { Address } from './address';
import { InstancesById, InstancesByTags } from './instances';
import { LegacyContext } from './legacy-context';
import { LegacyServerProps } from './legacy-server-props';
import { Elsewhere, LegacySource } from './legacy-source';
import { Color } from '../../../color';
import { checkWhole } from '../../../whole-number';
import { checkTargetHealthCheck } from '../../target-health-check-checks';
import { Behind } from '../firewall';
import { targetGroup } from '../target-group';

/**
 * The server that DocNow runs on today, outside Kubernetes: the colour `legacy` of a `FrontDoor`, that traffic can be switched
 * from, and back to.
 */
export class LegacyInstanceTarget {
  /**
   * EC2 instances in the load balancer's VPC. A plan is refused while one of them does not run, or is in another VPC.
   *
   * @param instanceIds their ids, such as `i-0123456789abcdef0`
   * @param props what they are like
   */
  public static fromInstanceIds(instanceIds: string[], props: LegacyServerProps = {}): LegacyInstanceTarget {
    return new LegacyInstanceTarget(new InstancesById(instanceIds), props);
  }

  /**
   * The EC2 instances in the load balancer's VPC that have all these tags, looked for at each plan. A plan is refused when
   * none has them, or one that has them does not run. Of an Auto Scaling group use `registeredElsewhere`: it registers its
   * instances itself. The VPC has to be there already, so not made by the front door's own stack.
   *
   * @param tags names and values, such as `{ Name: 'docnow' }`
   * @param props what they are like
   */
  public static fromTags(tags: { [name: string]: string }, props: LegacyServerProps = {}): LegacyInstanceTarget {
    return new LegacyInstanceTarget(new InstancesByTags(tags), props);
  }

  /**
   * A server outside the load balancer's VPC: in another VPC or account, or in a server room. The load balancer reaches it by
   * its private address, over a VPC peering, a transit gateway, a VPN or Direct Connect; a plan is refused when a subnet of the
   * load balancer (`network.publicSubnetIds`) has no such route.
   *
   * @param address its IPv4 address, in a range of RFC 1918 or RFC 6598
   * @param props what it is like
   */
  public static fromAddress(address: string, props: LegacyServerProps = {}): LegacyInstanceTarget {
    return new LegacyInstanceTarget(new Address(address), props);
  }

  /**
   * Instances that others register in the target group (by its name: the front door's, `-legacy`), such as an Auto Scaling
   * group, or somebody later. They keep it so; Terraform does not look.
   *
   * @param props what they are like
   */
  public static registeredElsewhere(props: LegacyServerProps = {}): LegacyInstanceTarget {
    return new LegacyInstanceTarget(new Elsewhere(), props);
  }

  private readonly port: number;

  private constructor(
    private readonly source: LegacySource,
    private readonly props: LegacyServerProps,
  ) {
    this.port = props.port ?? 3000;
  }

  /**
   * Refuses what Elastic Load Balancing would refuse.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    this.source.check(scope);
    checkWhole(scope, 'legacy.port', this.port, [1, 65535], 'which is no port');
    checkTargetHealthCheck(scope, 'legacy.healthCheck', this.props.healthCheck ?? {});
  }

  /**
   * What the load balancer has to be let out to.
   *
   * @internal
   */
  public _behind(): Behind[] {
    const { port, source } = this;
    const { securityGroupId, healthCheck } = this.props;
    if (securityGroupId === undefined && source.cidr === undefined) return [];
    const to = securityGroupId === undefined ? { cidr: source.cidr } : { securityGroupId };
    const asked = healthCheck?.port ?? port;
    return [{ id: 'Legacy', port, ...to }, ...(asked === port ? [] : [{ id: 'LegacyHealth', port: asked, ...to }])];
  }

  /**
   * Makes the target group and registers the server.
   *
   * @internal
   */
  public _bind(scope: Construct, context: LegacyContext): LbTargetGroup {
    const { port, source } = this;
    const { protocol, healthCheck } = this.props;
    const { name, network, deregistrationDelay, removalProtection } = context;
    const group = targetGroup(scope, 'Targets-legacy', {
      name: `${name}-${Color.LEGACY.name}`,
      vpcId: network.vpcId,
      targetType: source.targetType,
      port,
      protocol,
      healthCheck,
      deregistrationDelay,
      removalProtection,
    });
    source.register(scope, { network, targetGroupArn: group.arn, port });
    return group;
  }
}
