import { TerraformStack, TerraformVariable } from 'cdktf';

/** Internal: declares what an operator says at each apply, and refuses what names no target. */
export function declareVariables(stack: TerraformStack, colors: string[]): void {
  const list = JSON.stringify(colors);
  const words = colors.join(', ');
  const [first, second] = colors;
  const part = `(${colors.join('|')})(=[0-9]{1,3})?`;
  const names = 'regexall("[a-z][a-z0-9]*", var.expected_current)';
  const strangers = `setsubtract(keys(var.healthy_targets), ${list})`;

  declare(stack, 'active_color', {
    description: `Where requests go: ${words}.`,
    condition: `contains(${list}, var.active_color)`,
    isWrong: `is '\${var.active_color}', which is none of ${words}`,
    wayOut: `Use one of these, such as -var active_color=${first}.`,
  });
  declare(stack, 'expected_current', {
    description:
      `Where requests go now, as you know it: ${first}, or ${first}=90,${second}=10; none before the first apply. ` +
      'When they go elsewhere, somebody else has switched, and nothing is changed.',
    condition:
      `can(regex("^(none|${part}(,${part})*)$", var.expected_current)) && ` +
      `length(distinct(${names})) == length(${names})`,
    isWrong: `is '\${var.expected_current}', which does not say how requests are divided between ${words}`,
    wayOut: `Use ${first}, or ${first}=90,${second}=10; none before the first apply.`,
  });
  declare(stack, 'canary_color', {
    default: '',
    description: `Where a part of the requests goes for trial: ${words}. Empty: nowhere.`,
    condition: `var.canary_color == "" || contains(${list}, var.canary_color)`,
    isWrong: `is '\${var.canary_color}', which is none of ${words}`,
    wayOut: 'Use one of these, or leave it out.',
  });
  declare(stack, 'canary_weight', {
    type: 'number',
    default: 0,
    description: 'How many of 100 requests go to canary_color.',
    condition: 'contains(range(101), var.canary_weight)',
    isWrong: 'is ${var.canary_weight}, which is not a percentage',
    wayOut: 'Use a whole number from 0 to 100, or leave it out.',
  });
  declare(stack, 'healthy_targets', {
    type: 'map(number)',
    default: {},
    description:
      'How many targets of a colour the load balancer finds healthy, as it says itself right before. ' +
      `A colour that is to get more requests has to stand here: {${second}=2}.`,
    condition: `length(${strangers}) == 0`,
    isWrong: `names '\${join("', '", ${strangers})}', which is none of ${words}`,
    wayOut: `Use these alone, such as -var 'healthy_targets={${second}=2}'.`,
  });
  declare(stack, 'skip_guards', {
    default: '',
    description:
      'For emergencies: a reason to switch although expected_current is wrong or targets are not known to be healthy.',
  });
}

/** A variable: without a default it has to be said each time. */
interface Declaration {
  readonly type?: string;
  readonly default?: unknown;
  readonly description: string;
  /** What must hold, when not every value will do. */
  readonly condition?: string;
  readonly isWrong?: string;
  readonly wayOut?: string;
}

function declare(stack: TerraformStack, name: string, { condition, isWrong, wayOut, ...input }: Declaration): void {
  const variable = new TerraformVariable(stack, name, { type: 'string', nullable: false, ...input });
  if (condition === undefined) return;
  variable.addValidation({ condition: `\${${condition}}`, errorMessage: `${name} ${isWrong}. ${wayOut}` });
}
