import { TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Internal: names a value or an expression, `${...}`, once, so that what is written with it can be read.
 *
 * @returns how expressions refer to it
 */
export function named(scope: Construct, name: string, value: unknown): string {
  const there = scope.node.tryFindChild(name) as TerraformLocal | undefined;
  if (there) return there.fqn;
  const local = new TerraformLocal(scope, name, value);
  local.overrideLogicalId(name);
  return local.fqn;
}
