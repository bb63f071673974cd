import { DataAwsLbListenerRule } from '@cdktf/provider-aws/lib/data-aws-lb-listener-rule';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { ITerraformDependable, TerraformLocal, Token } from 'cdktf';
import { Construct } from 'constructs';
import { invalid } from '../invalid';
import { ISwitchTarget } from '../switch-target';
import { ITrafficStrategy, TrafficChange } from '../traffic-strategy';

/** Which requests of which listener are divided. */
export interface AlbWeightsProps {
  /** The listener for HTTPS: `frontDoor.listenerArn`. */
  readonly listenerArn: string;
  /** The name that requests are for: `frontDoor.hostName`. */
  readonly hostName: string;
  /**
   * The rule's place among the listener's rules, 1 to 50000; the lowest that matches decides.
   *
   * @default 100
   */
  readonly priority?: number;
}

/** Target groups that one rule can forward to (AWS, "Quotas for your Application Load Balancers"). */
const MOST_TARGETS = 5;

/**
 * Divides traffic by the weights of the target groups of one rule of an Application Load Balancer. All target groups stay
 * in the rule, with weight 0 too: a target of a group in no rule is not checked, so its pod would never be ready.
 */
export class AlbWeights implements ITrafficStrategy {
  private readonly priority: number;

  /** Says which rule it is to be. */
  constructor(private readonly props: AlbWeightsProps) {
    this.priority = props.priority ?? 100;
  }

  /**
   * Checks that one rule can serve these targets.
   *
   * @throws when there are too many, or the priority cannot be
   */
  public check(scope: Construct, targets: ISwitchTarget[]): void {
    if (targets.length > MOST_TARGETS) {
      throw invalid(scope, {
        property: 'targets',
        value: targets.map(({ color }) => color.name),
        because: `more than the ${MOST_TARGETS} target groups that a rule of an Application Load Balancer takes`,
        wayOut: 'Leave out colours that are no longer in use.',
      });
    }
    const { priority } = this;
    if (!Token.isUnresolved(priority) && !(Number.isInteger(priority) && priority >= 1 && priority <= 50000)) {
      throw invalid(scope, {
        property: 'strategy.priority',
        value: priority,
        because: 'which is not a priority of a rule',
        wayOut: 'Use a whole number from 1 to 50000, or leave it out.',
      });
    }
  }

  /** Reads the weights of the rule. */
  public live(scope: Construct, id: string, targets: ISwitchTarget[], when: string): string {
    const rule = new DataAwsLbListenerRule(scope, id, { listenerArn: this.props.listenerArn, priority: this.priority });
    rule.addOverride('count', `\${${when} ? 1 : 0}`);
    const arns = new TerraformLocal(
      scope,
      `${id}Arns`,
      Object.fromEntries(targets.map(({ color, targetId }) => [color.name, targetId])),
    );
    const groups = `data.${rule.terraformResourceType}.${rule.friendlyUniqueId}[*].action[*].forward[*].target_group[*]`;
    const weights = `[for group in flatten(${groups}) : group.weight if group.arn == arn]`;
    return `{ for color, arn in local.${arns.friendlyUniqueId} : color => sum(concat([0], ${weights})) }`;
  }

  /** Makes the rule. */
  public route(scope: Construct, id: string, { routes, sticky, guards }: TrafficChange): ITerraformDependable {
    const { listenerArn, hostName } = this.props;
    return new LbListenerRule(scope, id, {
      listenerArn,
      priority: this.priority,
      condition: [{ hostHeader: { values: [hostName] } }],
      action: [
        {
          type: 'forward',
          forward: {
            targetGroup: routes.map(({ target, weight }) => ({ arn: target.targetId, weight })),
            stickiness: { enabled: sticky, duration: 3600 },
          },
        },
      ],
      lifecycle: { precondition: guards },
    });
  }
}
