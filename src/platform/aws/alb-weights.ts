import { DataAwsLbListenerRule } from '@cdktf/provider-aws/lib/data-aws-lb-listener-rule';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Fn, Op, TerraformCount, Token, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { checkAlbWeights } from './alb-weights-checks';
import { AlbWeightsProps } from './alb-weights-props';
import { ITrafficStrategy, TrafficDivision, TrafficReading } from '../traffic-strategy';

/** How long a client stays with a colour while a canary goes on, in seconds: longer than most visits. */
const STICKINESS = 3600;

/** Divides traffic by the weights of one rule of an Application Load Balancer, to which all target groups stay attached. */
export class AlbWeights implements ITrafficStrategy {
  private readonly priority: number;

  /** Names the rule; it is made by a `BlueGreenSwitch`. */
  constructor(private readonly props: AlbWeightsProps) {
    this.priority = props.priority ?? 100;
  }

  public read(scope: Construct, id: string, { when, atApply, division }: TrafficReading): string {
    const { listenerArn } = this.props;
    // Nobody knows the time before the apply, so Terraform has to put the question off until then.
    const later = () => Token.asString(conditional(Op.eq(Fn.timestamp(), 'never'), '', listenerArn));
    const rule = new DataAwsLbListenerRule(scope, id, {
      ...(division ? { arn: division } : { listenerArn: atApply ? later() : listenerArn, priority: this.priority }),
      count: TerraformCount.of(Token.asNumber(conditional(when, 1, 0))),
    });
    // While Terraform puts a question off it takes blocks such as `action` for empty; only attributes are unknown then.
    const actions = `flatten([for rule in ${rule.fqn} : rule.action if rule.arn != ""])`;
    // A rule that somebody has changed to do something else than to forward has no target groups.
    const groups = `flatten([for action in ${actions} : try(action.forward.target_group, [])])`;
    return `\${{for group in ${groups} : group.arn => group.weight}}`;
  }

  public divide(scope: Construct, id: string, { targets, sticky, preconditions }: TrafficDivision): string {
    checkAlbWeights(scope, this.props, targets);
    const { listenerArn, hostName } = this.props;
    const rule = new LbListenerRule(scope, id, {
      listenerArn,
      priority: this.priority,
      condition: [{ hostHeader: { values: [hostName] } }],
      action: [
        {
          type: 'forward',
          forward: {
            targetGroup: targets.map(({ target, weight }) => ({ arn: target.targetId, weight })),
            // Always written: when it is left out, the provider leaves it as it was.
            stickiness: { enabled: sticky, duration: STICKINESS },
          },
        },
      ],
      lifecycle: { precondition: preconditions },
    });
    return rule.arn;
  }
}
