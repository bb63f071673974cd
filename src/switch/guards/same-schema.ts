import { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterGuardProps } from './cluster-guard-props';
import { colorsInCluster } from './colors-in-cluster';
import { dataOfColors } from './data-of-colors';
import { GuardContext, IGuard } from '../../platform/guard';
import { named } from '../../platform/named';

/**
 * Asks whether a colour works with the database as all colours beside it have made it: the migrations of none that works on
 * the same data go further than `release.schema` says that it can bear. A colour that does not say is refused.
 *
 * It is told by annotations of the colours' namespaces. What a colour that is gone did to the database nobody sees any more.
 */
export class SameSchema implements IGuard {
  public readonly alsoOnWayBack?: boolean = true;

  /** Says where. */
  constructor(private readonly props: ClusterGuardProps) {}

  public guard(scope: Construct, _id: string, { targets }: GuardContext): Precondition[] {
    const colors = colorsInCluster(scope, 'SameSchema', this.props, targets);
    return colors.map((color) => {
      const { guarded, name } = color;
      const data = dataOfColors(scope, color, colors);
      const own = `${data}["${name}"]`;
      const against = `color != "${name}" && one.data == ${own}.data && !try(one.compatible_from <= ${own}.schema, false)`;
      // By format: cdktf takes what comes after a template within an expression for no part of it.
      const words =
        'try(format("%s (form %d, which wants %d at least)", color, one.schema, one.compatible_from), format("%s (it does not say)", color))';
      const blockers = named(
        scope,
        `schemas_against_${name}`,
        `\${try([for color, one in ${data} : ${words} if ${against}], [])}`,
      );
      const schema = `try(coalesce(${own}.schema), "not said")`;
      return guarded.require(
        `\${${schema} != "not said" && length(${blockers}) == 0}`,
        `${name} may not work with the database as it is: the form that it needs is \${${schema}}; migrated since: ` +
          `\${length(${blockers}) == 0 ? "nobody" : join(", ", ${blockers})}. Say release.schema of all colours and apply them, or ` +
          'bring out a version that works with this form.',
      );
    });
  }
}
