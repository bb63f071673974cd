import { Precondition, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterGuardProps } from './cluster-guard-props';
import { colorsInCluster } from './colors-in-cluster';
import { dataOfColors } from './data-of-colors';
import { GuardContext, IGuard } from '../../platform/guard';
import { invalid } from '../../platform/invalid';
import { named } from '../../platform/named';
import { operatorVariable } from '../../platform/operator-variable';

/** Where colours run, and which of them keep data apart. */
export interface WayBackProps extends ClusterGuardProps {
  /**
   * Targets outside the cluster that keep data of their own, and what that is: `{ legacy: 'tweets, settings and users' }`.
   * A switch from or to one of them is one-way.
   *
   * @default - none
   */
  readonly ownData?: { [color: string]: string };
}

/**
 * Asks whether traffic could go back to where it comes from without a loss, and if not, tells what would be lost: data that
 * one colour keeps to itself, or a database that the old colour's version does not work with any more (`release.schema`).
 * Such a switch is one-way, and wants that said: the variable `one_way`, a reason. What does not say its schema is not judged.
 */
export class WayBack implements IGuard {
  /** Says where. */
  constructor(private readonly props: WayBackProps) {}

  public guard(scope: Construct, _id: string, { targets, losing }: GuardContext): Precondition[] {
    const { ownData = {} } = this.props;
    this.check(
      scope,
      targets.map(({ target }) => target.color.name),
    );
    operatorVariable(TerraformStack.of(scope), 'one_way', {
      default: '',
      description: 'A reason to switch although there is no way back without a loss, which the plan tells.',
    });
    const colors = colorsInCluster(scope, 'WayBack', this.props, targets);
    const apart = named(scope, 'own_data', ownData);
    return targets.map((one) => {
      const { name } = one.target.color;
      const color = colors.find((here) => here.name === name);
      const data = color ? dataOfColors(scope, color, colors) : '{}';
      const [from, to] = [`${data}[color]`, `${data}["${name}"]`];
      const told = `concat(
        [for whose, what in ${apart} : format("%s keeps data of its own (%s)", whose, what) if contains([color, "${name}"], whose)],
        try(${from}.data != ${to}.data, false) ? [format("%s and ${name} keep their data apart", color)] : [],
        try(${from}.data == ${to}.data && ${from}.schema < ${to}.compatible_from, false) ?
          [format("%s does not work with the form %d of the database", color, ${to}.schema)] : []
      )`.replace(/\s+/g, ' ');
      const lost = named(scope, `lost_by_${name}`, `\${distinct(flatten([for color in ${losing} : ${told}]))}`);
      return one.require(
        `\${trimspace(var.one_way) != "" || length(${lost}) == 0}`,
        `There is no way back from ${name} to \${join(", ", ${losing})} without a loss: \${join("; ", ${lost})}. What people do in ` +
          `${name} from now on would be missing or unusable there. If that is meant: -var one_way='the reason'.`,
      );
    });
  }

  private check(scope: Construct, colors: string[]): void {
    const { ownData = {} } = this.props;
    const stranger = Object.keys(ownData).find((name) => !colors.includes(name));
    if (stranger === undefined) return;
    throw invalid(scope, {
      property: 'guards.WayBack.ownData',
      value: ownData,
      because: `of which '${stranger}' is no target of the switch`,
      wayOut: `Its targets are ${colors.join(', ')}.`,
    });
  }
}
