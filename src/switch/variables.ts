import { TerraformStack, TerraformVariable } from 'cdktf';

/**
 * Internal: what the operator says at each apply, so that one synthesized artefact serves switch, canary and way back.
 *
 * @param colors the names that can be said
 */
export function switchVariables(stack: TerraformStack, colors: string[]): void {
  const oneOf = colors.join(', ');
  const list = JSON.stringify(colors);
  variable(stack, 'active_color', {
    description: `Who gets the traffic: ${oneOf}.`,
    condition: `contains(${list}, var.active_color)`,
    errorMessage: `active_color must be one of ${oneOf}.`,
  });
  variable(stack, 'expected_current', {
    description:
      `Who has the traffic now, as far as you know: ${oneOf}, or shares in percent such as ` +
      `${colors[0]}=90,${colors[1]}=10. If it is not so, nothing is changed. none: there is no switch yet, make it.`,
    condition:
      'var.expected_current == "none" || alltrue([for part in split(",", var.expected_current) : ' +
      `can(regex("^(${colors.join('|')})(=(100|[1-9]?[0-9]))?$", part))])`,
    errorMessage:
      `expected_current must be one of ${oneOf}, shares in percent such as ${colors[0]}=90,${colors[1]}=10, ` +
      'or none when there is no switch yet.',
  });
  variable(stack, 'canary_color', {
    description: `Who gets a part of the traffic to try it: ${oneOf}. Empty: nobody.`,
    default: '',
    condition: `contains(${JSON.stringify(['', ...colors])}, var.canary_color)`,
    errorMessage: `canary_color must be one of ${oneOf}, or empty.`,
  });
  variable(stack, 'canary_weight', {
    type: 'number',
    description: "The canary's share in percent, 1 to 99. 0: there is no canary.",
    default: 0,
    condition: 'var.canary_weight >= 0 && var.canary_weight <= 99 && floor(var.canary_weight) == var.canary_weight',
    errorMessage: 'canary_weight must be a whole number from 0 to 99: the share of the canary in percent.',
  });
  variable(stack, 'healthy_targets', {
    type: 'map(number)',
    description: `How many healthy targets each colour has now, as the load balancer counts them: { ${colors[1]} = 2 }.`,
    default: {},
    condition: `alltrue([for color in keys(var.healthy_targets) : contains(${list}, color)])`,
    errorMessage: `healthy_targets must name only ${oneOf}.`,
  });
  variable(stack, 'skip_guards', {
    description: 'In an emergency: why nothing is to be checked. The reason stands in the plan. Empty: check.',
    default: '',
    condition: 'var.skip_guards == trimspace(var.skip_guards)',
    errorMessage: 'skip_guards must be a reason in words, without spaces around it, or empty.',
  });
}

interface Input {
  readonly type?: string;
  readonly description: string;
  readonly default?: unknown;
  readonly condition: string;
  readonly errorMessage: string;
}

function variable(stack: TerraformStack, name: string, { condition, errorMessage, ...input }: Input): void {
  const made = new TerraformVariable(stack, name, { type: 'string', nullable: false, ...input });
  made.addValidation({ condition: `\${${condition}}`, errorMessage });
}
