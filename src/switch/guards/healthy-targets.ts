import { Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { declareFigure } from '../../platform/figure';
import { GuardContext, IGuard } from '../../platform/guard';
import { checkWhole } from '../../platform/whole-number';

/** How many targets have to be healthy. */
export interface HealthyTargetsProps {
  /**
   * How many targets of a colour, unless the target itself says how many are enough, as the legacy server does: it is one
   * machine.
   *
   * @default - 2, the smallest number of web pods
   */
  readonly min?: number;
}

/**
 * Asks whether enough targets are healthy, as the load balancer says. Terraform's provider cannot ask it, so the figures are
 * handed in by the variable `healthy_targets`, as docnow-release does.
 */
export class HealthyTargets implements IGuard {
  public readonly alsoOnWayBack?: boolean = true;

  /** Says how many. */
  constructor(private readonly props: HealthyTargetsProps = {}) {}

  public guard(scope: Construct, _id: string, { targets }: GuardContext): Precondition[] {
    const { min = 2 } = this.props;
    checkWhole(
      scope,
      'guards.HealthyTargets.min',
      min,
      [1, Infinity],
      'with which traffic could be sent where nobody answers',
    );
    const colors = targets.map(({ target }) => target.color.name);
    const needed = Object.fromEntries(
      targets.map(({ target }) => [target.color.name, target.minHealthyTargets ?? min]),
    );
    const strangers = `setsubtract(keys(var.healthy_targets), ${JSON.stringify(colors)})`;
    const example = `{${colors[1]}=2}`;
    declareFigure(scope, 'healthy_targets', {
      type: 'map(number)',
      default: {},
      description:
        'How many targets of a colour the load balancer finds healthy, as it says itself right before. ' +
        `A colour that is to get more requests has to stand here: ${example}.`,
      condition: `length(${strangers}) == 0`,
      isWrong: `names '\${join("', '", ${strangers})}', which is none of ${colors.join(', ')}`,
      wayOut: `Use these alone, such as -var 'healthy_targets=${example}'.`,
      source: needed,
    });
    return targets.map((one) => {
      const { name } = one.target.color;
      const enough = Token.asString(needed[name]);
      const healthy = `try(var.healthy_targets["${name}"], 0)`;
      return one.require(
        `\${${healthy} >= ${enough}}`,
        `healthy_targets says \${${healthy}} for ${name}, which is to get ${one.weight} of 100 requests; at least ` +
          `${enough} must be healthy. Wait until the load balancer finds them so, then hand in its figure: ` +
          `-var 'healthy_targets={${name}=${enough}}'.`,
      );
    });
  }
}
