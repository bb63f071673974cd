import { TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: declares what an operator says at each apply, and refuses what names no target. */
export function declareVariables(scope: Construct, colors: string[]): void {
  const stack = TerraformStack.of(scope);
  const list = JSON.stringify(colors);
  const words = colors.join(', ');
  const [first, second] = colors;

  const active = new TerraformVariable(stack, 'active_color', {
    type: 'string',
    nullable: false,
    description: `Where requests go: ${words}.`,
  });
  active.addValidation({
    condition: `\${contains(${list}, var.active_color)}`,
    errorMessage: `active_color is '\${var.active_color}', which is none of ${words}. Use one of these, such as -var active_color=${first}.`,
  });

  const expected = new TerraformVariable(stack, 'expected_current', {
    type: 'string',
    nullable: false,
    description:
      `Where requests go now, as you know it: ${first}, or ${first}=90,${second}=10; none before the first apply. ` +
      'When they go elsewhere, somebody else has switched, and nothing is changed.',
  });
  const part = `(${colors.join('|')})(=[0-9]{1,3})?`;
  const names = 'regexall("[a-z][a-z0-9]*", var.expected_current)';
  expected.addValidation({
    condition: `\${can(regex("^(none|${part}(,${part})*)$", var.expected_current)) && length(distinct(${names})) == length(${names})}`,
    errorMessage:
      `expected_current is '\${var.expected_current}', which does not say how requests are divided between ${words}. ` +
      `Use ${first}, or ${first}=90,${second}=10; none before the first apply.`,
  });

  const canary = new TerraformVariable(stack, 'canary_color', {
    type: 'string',
    nullable: false,
    default: '',
    description: `Where a part of the requests goes for trial: ${words}. Empty: nowhere.`,
  });
  canary.addValidation({
    condition: `\${var.canary_color == "" || contains(${list}, var.canary_color)}`,
    errorMessage: `canary_color is '\${var.canary_color}', which is none of ${words}. Use one of these, or leave it out.`,
  });

  const weight = new TerraformVariable(stack, 'canary_weight', {
    type: 'number',
    nullable: false,
    default: 0,
    description: 'How many of 100 requests go to canary_color.',
  });
  weight.addValidation({
    condition: '${contains(range(101), var.canary_weight)}',
    errorMessage:
      'canary_weight is ${var.canary_weight}, which is not a percentage. Use a whole number from 0 to 100, or leave it out.',
  });

  const healthy = new TerraformVariable(stack, 'healthy_targets', {
    type: 'map(number)',
    nullable: false,
    default: {},
    description:
      'How many targets of a colour the load balancer finds healthy, as it says itself right before. ' +
      `A colour that is to get more requests has to stand here: {${second}=2}.`,
  });
  healthy.addValidation({
    condition: `\${length(setsubtract(keys(var.healthy_targets), ${list})) == 0}`,
    errorMessage: `healthy_targets names '\${join("', '", setsubtract(keys(var.healthy_targets), ${list}))}', which is none of ${words}. Use these alone, such as -var 'healthy_targets={${second}=2}'.`,
  });

  new TerraformVariable(stack, 'skip_guards', {
    type: 'string',
    nullable: false,
    default: '',
    description:
      'For emergencies: a reason to switch although expected_current is wrong or targets are not known to be healthy.',
  });
}
