import { DataAwsLbListenerRule } from '@cdktf/provider-aws/lib/data-aws-lb-listener-rule';
import { LbListenerRule, LbListenerRuleActionForward } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Fn, Op, TerraformCount, Token, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { checkAlbWeights } from './alb-weights-checks';
import { allOrNothing, keepAttached, orPage } from './alb-weights-page';
import { AlbWeightsProps } from './alb-weights-props';
import { MaintenancePage } from './maintenance-page';
import { pageDigestOf } from './page-digest';
import { TARGET_GROUPS_OF_A_RULE } from './target-groups-of-a-rule';
import { TrafficCapabilities } from '../traffic-capabilities';
import { ITrafficStrategy, TrafficDivision, TrafficReading } from '../traffic-strategy';

/** How long a client stays with a colour while a canary goes on, in seconds: longer than most visits. */
const STICKINESS = 3600;

/**
 * Divides traffic by the weights of one rule of an Application Load Balancer, to which all target groups stay attached.
 *
 * A `MaintenancePage` among the targets takes the place of all target groups in the rule, by the same single change. Then a second
 * rule, which never changes and that nobody's request meets, keeps the target groups attached.
 */
export class AlbWeights implements ITrafficStrategy {
  /** What it can do. The number is that of target groups; a maintenance page comes on top. */
  public readonly capabilities: TrafficCapabilities = {
    name: 'AlbWeights',
    weights: true,
    stickiness: true,
    instant: true,
    inFlightKept: true,
    maximumTargets: TARGET_GROUPS_OF_A_RULE,
  };

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
    const groups = 'try(action.forward.target_group, [])';
    const parts =
      `concat([for group in ${groups} : { id = group.arn, weight = group.weight }], ` +
      `[for page in [action] : { id = ${pageDigestOf('page.fixed_response')}, weight = 100 } if page.type == "fixed-response"])`;
    // A rule that somebody has changed to do something else leads to no target.
    return `\${{for part in flatten([for action in ${actions} : ${parts}]) : part.id => part.weight}}`;
  }

  public divide(scope: Construct, id: string, { targets, sticky, preconditions }: TrafficDivision): string {
    const page = targets.find(({ target }) => target instanceof MaintenancePage);
    const groups = targets.filter(({ target }) => !(target instanceof MaintenancePage));
    checkAlbWeights(scope, this.props, groups, targets.length - groups.length);
    const { listenerArn, hostName } = this.props;
    const forward: LbListenerRuleActionForward = {
      targetGroup: groups.map(({ target, weight }) => ({ arn: target.targetId, weight })),
      // Always written: when it is left out, the provider leaves it as it was.
      stickiness: { enabled: sticky, duration: STICKINESS },
    };
    const rule = new LbListenerRule(scope, id, {
      listenerArn,
      priority: this.priority,
      condition: [{ hostHeader: { values: [hostName] } }],
      action: page ? [] : [{ type: 'forward', forward }],
      lifecycle: { precondition: [...preconditions, ...(page ? [allOrNothing(page)] : [])] },
    });
    if (page) {
      orPage(rule, page, forward);
      const arns = groups.map(({ target }) => target.targetId);
      keepAttached(scope, `${id}Attached`, { listenerArn, priority: this.priority + 1 }, arns);
    }
    return rule.arn;
  }
}
