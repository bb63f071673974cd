import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/** Internal: refuses what is not a whole number in a range, which may have no end. @throws with the range */
export function checkWhole(
  scope: IConstruct | string,
  property: string,
  value: number,
  [least, most]: [number, number],
  because: string,
): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= least && value <= most)) return;
  const range = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
  throw invalid(scope, { property, value, because, wayOut: `Use a whole number, ${range}.` });
}
