import { IResolvable, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { GuardContext, GuardedTarget, IGuard } from '../platform/guard';
import { ISwitchTarget } from '../platform/switch-target';

/** Internal: a condition, as a name for use in other expressions, and as a value for a resource's argument. */
export interface Flag {
  readonly name: string;
  readonly value: IResolvable;
}

/**
 * Internal: how traffic is divided, was to be divided and is going to be, as Terraform works it out. Divisions are compared
 * as texts in the words of `expected_current`, such as `blue=90,green=10`, that name only who gets something.
 */
export class Traffic {
  /** By colour, what each is to get in percent. */
  readonly wanted: string;
  readonly wantedText: string;
  readonly expectedText: string;
  /** Whether this is the first apply, before which nothing can be known or lost. */
  readonly first: Flag;
  /** Whether an operator wants no guards. */
  readonly skipped: Flag;
  /** Whether guards are left out, for either reason. */
  readonly unguarded: Flag;
  private readonly targetIds: string;

  constructor(
    private readonly scope: Construct,
    targets: ISwitchTarget[],
  ) {
    const colors = JSON.stringify(targets.map(({ color }) => color.name));
    this.targetIds = this.local('target_ids', Object.fromEntries(targets.map((t) => [t.color.name, t.targetId])));
    this.wanted = this.local(
      'wanted',
      `\${{for color in ${colors} : color => color == var.canary_color ? var.canary_weight : ` +
        'color == var.active_color ? 100 - (var.canary_color == "" ? 0 : var.canary_weight) : 0}}',
    );
    const parts = 'compact(split(",", var.expected_current == "none" ? "" : var.expected_current))';
    const expected = `{for part in ${parts} : split("=", part)[0] => tonumber(try(split("=", part)[1], 100))}`;
    this.wantedText = this.local('wanted_text', text(this.wanted));
    this.expectedText = this.local('expected_text', text(expected));
    this.first = this.flag('first_apply', 'var.expected_current == "none"');
    this.skipped = this.flag('guards_skipped', 'trimspace(var.skip_guards) != ""');
    this.unguarded = this.flag('unguarded', `${this.first.name} || ${this.skipped.name}`);
  }

  /** By colour, what each gets of `weights`, an expression of weights by target id. What is no target keeps its id. */
  byColor(name: string, weights: string): { readonly weights: string; readonly text: string } {
    const byId = this.local(`${name}_by_id`, weights);
    const colorOf = `try({for color, id in ${this.targetIds} : id => color}[id], id)`;
    const byColor = this.local(name, `\${{for id, weight in ${byId} : ${colorOf} => weight}}`);
    return { weights: byColor, text: this.local(`${name}_text`, text(byColor)) };
  }

  /** Names a condition. */
  flag(name: string, condition: string): Flag {
    const local = this.named(name, `\${${condition}}`);
    return { name: local.fqn, value: local.asBoolean };
  }

  /** Names a text. */
  value(name: string, expression: string): string {
    return this.named(name, expression).asString;
  }

  /** Names an expression; returns how others refer to it. */
  local(name: string, expression: unknown): string {
    return this.named(name, expression).fqn;
  }

  /** Names an expression, once, so that plans and errors can be read. */
  private named(name: string, expression: unknown): TerraformLocal {
    const there = this.scope.node.tryFindChild(name) as TerraformLocal | undefined;
    if (there) return there;
    const local = new TerraformLocal(this.scope, name, expression);
    local.overrideLogicalId(name);
    return local;
  }
}

function text(weights: string): string {
  return `\${join(",", [for color, weight in ${weights} : format("%s=%d", color, weight) if weight > 0])}`;
}

/**
 * Internal: what a guard has to know of a move.
 *
 * @param now what each colour gets now, an expression of weights by colour
 */
export function guardContext(
  traffic: Traffic,
  targets: ISwitchTarget[],
  now: string,
  { alsoOnWayBack = false }: IGuard,
): GuardContext {
  const { wanted, unguarded } = traffic;
  return {
    targets: targets.map((target) => {
      const { name } = target.color;
      const more = `${wanted}["${name}"] > try(${now}["${name}"], 0)`;
      const gains = traffic.flag(`gains_${name}`, `!${unguarded.name} && ${more}`);
      const advances = traffic.flag(`advances_${name}`, `${gains.name} && !var.way_back`);
      const weight = traffic.value(`weight_${name}`, `\${${wanted}["${name}"]}`);
      return new GuardedTarget(target, (alsoOnWayBack ? gains : advances).value, weight, alsoOnWayBack);
    }),
    losing: traffic.value('losing', `\${[for color, weight in ${now} : color if weight > try(${wanted}[color], 0)]}`),
  };
}
