import { TerraformLocal, TerraformOutput, TerraformOutputConfig, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { BlueGreenSwitchProps } from './blue-green-switch-props';
import { onlyAtCreation } from './creation';
import { guards } from './guards';
import { switchVariables } from './variables';
import { Color } from '../platform/color';
import { invalid } from '../platform/invalid';

/**
 * Says which colour gets the traffic, and changes it by one call, or refuses before anything has changed.
 *
 * It has a stack, and so a state, of its own: a switch touches nothing else. The stack's variables say what is wanted, so
 * the same synthesized stack serves every switch, canary and way back:
 *
 * - `active_color`: who gets the traffic;
 * - `expected_current`: who has it now, such as `blue` or `blue=90,green=10`; if that is not so, somebody else was
 *   faster, and the plan is refused. `none` makes the switch and is refused once there is one;
 * - `healthy_targets`: how many healthy targets a colour has, such as `{green=2}`; the colour that gains traffic has to
 *   have enough;
 * - `canary_color` and `canary_weight`: a part of the traffic for another colour; clients then stay where they are;
 * - `skip_guards`: in an emergency, the reason why neither of the two checks is made; the plan shows it.
 */
export class BlueGreenSwitch extends Construct {
  /**
   * Makes the switch.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: BlueGreenSwitchProps) {
    super(scope, id);
    const { strategy, targets } = props;
    this.check(props);
    strategy.check(this, targets);
    const colors = targets.map(({ color }) => color.name);
    const stack = TerraformStack.of(this);
    switchVariables(stack, colors);

    const local = (name: string, expression: unknown) =>
      `local.${new TerraformLocal(this, name, expression).friendlyUniqueId}`;
    const list = JSON.stringify(colors);
    const wanted = local(
      'wanted',
      `\${{ for color in ${list} : color => color == var.active_color ? 100 - var.canary_weight : color == var.canary_color ? var.canary_weight : 0 }}`,
    );
    const expected = local(
      'expected',
      `\${{ for color in ${list} : color => sum(concat([0], [for part in split(",", var.expected_current) : tonumber(try(split("=", part)[1], 100)) if split("=", part)[0] == color])) }}`,
    );
    const read = 'var.expected_current != "none" && var.skip_guards == ""';
    const live = local('live', `\${${strategy.live(this, 'Live', targets, read)}}`);
    const atLeast = props.minHealthyTargets ?? 2;
    const enough = local(
      'enough',
      Object.fromEntries(colors.map((color) => [color, color === Color.LEGACY.name ? 1 : atLeast])),
    );

    const traffic = strategy.route(this, 'Traffic', {
      routes: targets.map((target) => ({
        target,
        weight: Token.asNumber(`\${${wanted}[${JSON.stringify(target.color.name)}]}`),
      })),
      sticky: Token.asAny('${var.canary_color != ""}'),
      guards: guards({ wanted, live, expected, enough }),
    });
    const { condition, errorMessage } = onlyAtCreation(this, traffic);
    // cdktf 0.21 leaves an output's precondition out.
    output(stack, 'traffic', {
      description: 'The share of each colour, in percent',
      value: `\${${wanted}}`,
    }).addOverride('precondition', [{ condition, error_message: errorMessage }]);
    output(stack, 'guards', {
      description: 'Whether the last change was checked',
      value: '${var.skip_guards == "" ? "checked" : "SKIPPED: ${var.skip_guards}"}',
    });
  }

  private check({ targets, minHealthyTargets = 2 }: BlueGreenSwitchProps): void {
    const colors = targets.map(({ color }) => color.name);
    const twice = colors.find((color, index) => colors.indexOf(color) !== index);
    if (twice !== undefined) {
      throw invalid(this, {
        property: 'targets',
        value: colors,
        because: `in which '${twice}' stands twice`,
        wayOut: 'Give each colour one target.',
      });
    }
    if (colors.length < 2) {
      throw invalid(this, {
        property: 'targets',
        value: colors,
        because: 'and between fewer than two there is nothing to switch',
        wayOut: 'Give at least two, such as frontDoor.targets.',
      });
    }
    if (!Token.isUnresolved(minHealthyTargets) && !(Number.isInteger(minHealthyTargets) && minHealthyTargets >= 1)) {
      throw invalid(this, {
        property: 'minHealthyTargets',
        value: minHealthyTargets,
        because: 'with which a colour that serves nobody could get the traffic',
        wayOut: 'Use a whole number, 1 or more; in an emergency, the variable skip_guards is the way.',
      });
    }
    const stack = TerraformStack.of(this);
    const other = stack.node.findAll().find((one) => one !== this && one instanceof BlueGreenSwitch);
    if (other) {
      throw invalid(this, {
        property: 'scope',
        value: stack.node.id,
        because: `a stack that has the switch ${other.node.path} already`,
        wayOut: 'Give each switch a stack of its own, so that a switch touches nothing else.',
      });
    }
  }
}

/** An output by this very name, which operators and scripts read. */
function output(stack: TerraformStack, name: string, config: TerraformOutputConfig): TerraformOutput {
  const made = new TerraformOutput(stack, `${name}-output`, config);
  made.overrideLogicalId(name);
  return made;
}
