import { TerraformStack } from 'cdktf';
import { operatorVariable } from '../platform/operator-variable';

/** Internal: declares what an operator says at each apply, and refuses what names no target. */
export function declareVariables(stack: TerraformStack, colors: string[]): void {
  const list = JSON.stringify(colors);
  const words = colors.join(', ');
  const [first, second] = colors;
  const part = `(${colors.join('|')})(=[0-9]{1,3})?`;
  const names = 'regexall("[a-z][a-z0-9]*", var.expected_current)';

  operatorVariable(stack, 'active_color', {
    description: `Where requests go: ${words}.`,
    condition: `contains(${list}, var.active_color)`,
    isWrong: `is '\${var.active_color}', which is none of ${words}`,
    wayOut: `Use one of these, such as -var active_color=${first}.`,
  });
  operatorVariable(stack, 'expected_current', {
    description:
      `Where requests go now, as you know it: ${first}, or ${first}=90,${second}=10; none before the first apply. ` +
      'When they go elsewhere, somebody else has switched, and nothing is changed.',
    condition:
      `can(regex("^(none|${part}(,${part})*)$", var.expected_current)) && ` +
      `length(distinct(${names})) == length(${names})`,
    isWrong: `is '\${var.expected_current}', which does not say how requests are divided between ${words}`,
    wayOut: `Use ${first}, or ${first}=90,${second}=10; none before the first apply.`,
  });
  operatorVariable(stack, 'canary_color', {
    default: '',
    description: `Where a part of the requests goes for trial: ${words}. Empty: nowhere.`,
    condition: `var.canary_color == "" || contains(${list}, var.canary_color)`,
    isWrong: `is '\${var.canary_color}', which is none of ${words}`,
    wayOut: 'Use one of these, or leave it out.',
  });
  operatorVariable(stack, 'canary_weight', {
    type: 'number',
    default: 0,
    description: 'How many of 100 requests go to canary_color.',
    condition: 'contains(range(101), var.canary_weight)',
    isWrong: 'is ${var.canary_weight}, which is not a percentage',
    wayOut: 'Use a whole number from 0 to 100, or leave it out.',
  });
  operatorVariable(stack, 'way_back', {
    type: 'bool',
    default: false,
    description: 'true: traffic goes back to where it came from, so only guards that are about going back are asked.',
  });
  operatorVariable(stack, 'skip_guards', {
    default: '',
    description: 'For emergencies: a reason to switch although expected_current is wrong, or a guard says no.',
  });
}
