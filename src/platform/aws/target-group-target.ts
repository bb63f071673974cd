import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import { DataAwsLbListener } from '@cdktf/provider-aws/lib/data-aws-lb-listener';
import { DataAwsLbTargetGroup } from '@cdktf/provider-aws/lib/data-aws-lb-target-group';
import { Postcondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { TargetGroupTargetProps } from './target-group-target-props';
import { Color } from '../color';
import { invalid } from '../invalid';
import { ISwitchTarget } from '../switch-target';
import { checkWhole } from '../whole-number';

const ARN = /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/;

/**
 * Any target group that is there already, as one more target of a switch behind an Application Load Balancer. Whenever
 * Terraform plans, it is looked at: one of another VPC or another load balancer is refused.
 */
export class TargetGroupTarget extends Construct implements ISwitchTarget {
  public readonly color: Color;
  public readonly targetId: string;
  public readonly minHealthyTargets?: number;

  /**
   * Finds the target group.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: TargetGroupTargetProps) {
    super(scope, id);
    const { targetGroupArn: arn, listenerArn, minHealthyTargets } = props;
    if (!Token.isUnresolved(arn) && !ARN.test(arn)) {
      throw invalid(this, {
        property: 'targetGroupArn',
        value: arn,
        because: "which is not the shape of a target group's ARN",
        wayOut:
          'Write it as arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/docnow/0123456789abcdef, as ' +
          '`aws elbv2 describe-target-groups` prints it.',
      });
    }
    if (minHealthyTargets !== undefined) {
      const because = 'with which traffic could be sent where nobody answers';
      checkWhole(this, 'minHealthyTargets', minHealthyTargets, [1, Infinity], because);
    }
    this.color = props.color;
    this.targetId = arn;
    this.minHealthyTargets = minHealthyTargets;
    const balancer = new DataAwsLb(this, 'LoadBalancer', {
      arn: new DataAwsLbListener(this, 'Listener', { arn: listenerArn }).loadBalancerArn,
    });
    new DataAwsLbTargetGroup(this, 'TargetGroup', { arn, lifecycle: { postcondition: this.fits(balancer) } });
  }

  private fits(balancer: DataAwsLb): Postcondition[] {
    const others = `setsubtract(self.load_balancer_arns, [${balancer.fqn}.arn])`;
    const it = `The target group \${self.name} of ${this.color.name}`;
    return [
      {
        condition: `\${self.vpc_id == ${balancer.fqn}.vpc_id}`,
        errorMessage:
          `${it} is in \${self.vpc_id == "" ? "no VPC" : self.vpc_id}, but the load balancer \${${balancer.fqn}.name} in ` +
          `\${${balancer.fqn}.vpc_id}, from where it cannot be routed to. Make one there, with targets of type ip.`,
      },
      {
        condition: '${startswith(self.protocol, "HTTP") && self.target_type != "alb"}',
        errorMessage:
          `${it} has targets of type \${self.target_type} that speak \${self.protocol}; a rule of an Application Load ` +
          'Balancer takes type instance or ip, and HTTP or HTTPS.',
      },
      {
        condition: `\${length(${others}) == 0}`,
        errorMessage:
          `${it} belongs to \${join(", ", ${others})} already, and a target group can have one load balancer alone. ` +
          'Make another with the same targets.',
      },
    ];
  }
}
