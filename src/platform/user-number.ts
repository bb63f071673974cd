import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/**
 * Refuses the number of a user or group that pods may not run as (0 is root) or that Linux does not have.
 *
 * @throws unless it is a whole number from 1 to 2147483647, which is as far as Kubernetes goes
 */
export function checkUserNumber(scope: IConstruct | string, property: string, value: number): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value > 0 && value < 2 ** 31)) return;
  throw invalid(scope, {
    property,
    value,
    because: 'which is no number of a user or group that pods may run as',
    wayOut: 'Use a whole number from 1 to 2147483647, such as 1000.',
  });
}
