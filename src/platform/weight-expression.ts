import { Token } from 'cdktf';

/** Internal: a weight that is known when Terraform runs, for use in an expression of Terraform. */
export function weightExpression(weight: number): string {
  return `tonumber("${Token.asString(weight)}")`;
}
