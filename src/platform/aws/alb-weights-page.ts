import { LbListenerRule, LbListenerRuleActionForward } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { MaintenancePage } from './maintenance-page';
import { WeightedTarget } from '../traffic-strategy';
import { weightExpression } from '../weight-expression';

/** An address that nobody asks from: it is kept for documentation (RFC 5737). */
const NOBODY = '192.0.2.1/32';

/** Internal: refuses, at the plan, a part of the traffic for a page, which is an action of its own beside no other. */
export function allOrNothing({ target, weight }: WeightedTarget): Precondition {
  const part = weightExpression(weight);
  return {
    condition: `\${contains([0, 100], ${part})}`,
    errorMessage:
      `${target.color.name} is to get \${${part}} of 100 requests, but it is a page that the load balancer answers itself: ` +
      'everybody gets it, or nobody. Leave canary_color and canary_weight out.',
  };
}

/** Internal: has a rule answer the page in place of forwarding, while that is to get the traffic. */
export function orPage(rule: LbListenerRule, { target, weight }: WeightedTarget, forward: LbListenerRuleActionForward) {
  const closed = `${weightExpression(weight)} == 100`;
  const { statusCode, contentType, messageBody } = (target as MaintenancePage)._response;
  const block = (condition: string, content: object) => ({ for_each: `\${${condition} ? [1] : []}`, content });
  const { enabled, duration } = forward.stickiness!;
  // One action whose kind is known only when Terraform plans: cdktf has no such thing.
  rule.addOverride('action', [
    {
      type: `\${${closed} ? "fixed-response" : "forward"}`,
      dynamic: {
        forward: block(`!(${closed})`, { target_group: forward.targetGroup, stickiness: { enabled, duration } }),
        fixed_response: block(closed, {
          status_code: statusCode,
          content_type: contentType,
          message_body: literal(messageBody),
        }),
      },
    },
  ]);
}

/** Internal: a rule that never matches and never changes, so that all target groups go on being asked for their health. */
export function keepAttached(scope: Construct, id: string, props: RulePlace, arns: string[]): void {
  new LbListenerRule(scope, id, {
    ...props,
    condition: [{ sourceIp: { values: [NOBODY] } }],
    action: [{ type: 'forward', forward: { targetGroup: arns.map((arn) => ({ arn, weight: 1 })) } }],
  });
}

/** Where a rule is. */
interface RulePlace {
  readonly listenerArn: string;
  readonly priority: number;
}

/** Text that is no template of Terraform's. */
function literal(text: string): string {
  return text.replace(/[$%](?={)/g, (sign) => sign + sign);
}
