import { TerraformOutput, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { BlueGreenSwitchProps } from './blue-green-switch-props';
import { checkCapabilities, sticky, weightGuards } from './capability-checks';
import { checkAlone, checkSwitch } from './checks';
import { HealthyTargets } from './guards/healthy-targets';
import { canaryGuards, currentGuards, goOn } from './preconditions';
import { guardContext, Traffic } from './traffic';
import { declareVariables } from './variables';
import { ISwitchTarget } from '../platform/switch-target';
import { TrafficReading } from '../platform/traffic-strategy';

/**
 * Says where requests go, and moves them by changing one resource in place.
 *
 * Give it a stack of its own, with the targets made by other stacks. One synthesized stack serves the switch, the trial with a part
 * of the traffic (canary) and the way back, by Terraform variables:
 *
 * - `active_color`, where requests go;
 * - `expected_current`, where they go now as far as you know: `blue`, or `blue=90,green=10`; `none` at the first apply.
 *   If they go elsewhere, nothing is changed, at the plan and once more right before the change;
 * - `canary_color` and `canary_weight`, where so many of 100 requests go for trial;
 * - what its guards want handed in, such as `healthy_targets`: how many targets of a colour are healthy, as the load
 *   balancer says. A colour of which a guard says no gets no more requests than it had;
 * - `way_back`, that traffic goes back: guards that are about the new version, such as its alarms, are not asked then;
 * - `skip_guards`, a reason to go without the guards, and wherever requests go now.
 *
 * The output `traffic` says where requests go in the words of `expected_current`.
 */
export class BlueGreenSwitch extends Construct {
  /** All that traffic can be switched to. */
  public readonly targets: ISwitchTarget[];

  /** What divides the traffic, as the strategy names it: with `AlbWeights` the ARN of the rule. */
  public readonly division: string;

  /**
   * Makes the switch.
   *
   * @throws when a property cannot be, or the stack has a switch already, with the way out
   */
  constructor(scope: Construct, id: string, props: BlueGreenSwitchProps) {
    super(scope, id);
    const { strategy, targets, guards = [new HealthyTargets()] } = props;
    checkSwitch(this, props);
    checkCapabilities(this, props);
    checkAlone(this, (construct) => construct instanceof BlueGreenSwitch);
    this.targets = targets;
    declareVariables(
      TerraformStack.of(this),
      targets.map(({ color }) => color.name),
    );
    const traffic = new Traffic(this, targets);
    const { wanted, wantedText, expectedText, first, unguarded } = traffic;
    const ask = (name: string, readingId: string, reading: TrafficReading) =>
      traffic.byColor(name, strategy.read(this, readingId, reading));
    const now = ask('now', 'Now', { when: traffic.flag('not_first_apply', `!${first.name}`).value });
    const moves = traffic.flag('guarded_move', `!${unguarded.name} && ${now.text} != ${wantedText}`).value;
    const before = ask('before', 'Before', { when: moves, atApply: true });
    const divisions = { unguarded: unguarded.name, wantedText, expectedText, now, before };
    const asked = guards.flatMap((one, index) =>
      one.guard(this, `Guard${index + 1}`, guardContext(traffic, targets, now.weights, one)),
    );

    this.division = strategy.divide(this, 'Traffic', {
      targets: targets.map((target) => ({ target, weight: Token.asNumber(`\${${wanted}["${target.color.name}"]}`) })),
      // One page's parts have to come from one version. A full switch leaves nobody behind.
      sticky: sticky(props, traffic.flag('sticky', 'var.canary_weight > 0 && var.canary_weight < 100').value),
      preconditions: [...canaryGuards(), ...weightGuards(strategy.capabilities), ...currentGuards(divisions), ...asked],
    });
    // By another name: of what a resource is asked by its own, Terraform wants to know after the change.
    const made = ask('made', 'Made', { when: first.value, division: traffic.value('division', this.division) });
    this.tell(traffic, made.text);
    // For docnow-release, which is run where this was synthesized.
    new TerraformOutput(TerraformStack.of(this), 'docnow_release', {
      staticId: true,
      description: 'What docnow-release has to know of this stack',
      value: {
        targets: Object.fromEntries(targets.map((one) => [one.color.name, one.targetId])),
        division: this.division,
      },
    });
  }

  private tell({ wantedText, first, skipped }: Traffic, madeText: string): void {
    const stack = TerraformStack.of(this);
    const traffic = new TerraformOutput(stack, 'traffic', {
      staticId: true,
      description: 'Where requests go, in the words of expected_current',
      value: `\${${wantedText}}`,
    });
    // Asked of what is there before the change; at the first apply nothing is, and the answer comes after it. An override,
    // since cdktf forgets an output's precondition.
    traffic.addOverride('precondition', {
      condition: `\${!${first.name} || ${skipped.name} || ${madeText} == ${wantedText}}`,
      error_message:
        `expected_current is 'none', as at the first apply, but requests go to \${${madeText}} already. ` +
        `To go on from there, use ${goOn(madeText)}.`,
    });
    new TerraformOutput(stack, 'skipped_guards', {
      staticId: true,
      description: 'Why this was applied without its guards, if it was',
      value: '${var.skip_guards}',
    });
  }
}
