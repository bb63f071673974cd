import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/** On 31 February: what runs then an operator starts, and nobody else, even if someone lifts its suspension. */
export const NEVER = '0 0 31 2 *';

/** Refuses what cannot be a time in cron's five fields; the API server knows the rest. @throws with the way out */
export function checkCron(scope: IConstruct, property: string, value: string): void {
  const field = String.raw`(\*|\d+(-\d+)?|[a-zA-Z]{3})(\/\d+)?`;
  const list = `${field}(,${field})*`;
  if (Token.isUnresolved(value) || new RegExp(`^${list}( ${list}){4}$`).test(value)) return;
  throw invalid(scope, {
    property,
    value,
    because: 'which is not a time in the five fields of cron',
    wayOut: 'Use minute, hour, day of the month, month, day of the week, such as 17 2 * * * for every night.',
  });
}
