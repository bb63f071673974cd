import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../platform/invalid';

/** Names that PostgreSQL has for itself. */
const TAKEN = /^(pg_.*|postgres|template[01])$/;

/** Refuses the name of a database or user that would have to be quoted, or is taken. @throws with the way out */
export function checkIdentifier(scope: IConstruct, property: string, value: string): void {
  if (Token.isUnresolved(value) || (/^[a-z][a-z0-9_]{0,62}$/.test(value) && !TAKEN.test(value))) return;
  throw invalid(scope, {
    property,
    value,
    because: TAKEN.test(value) ? 'which PostgreSQL has for itself' : 'which is no plain name in PostgreSQL',
    wayOut: 'Use 1 to 63 lower case letters, digits or underscores, a letter first, such as docnow.',
  });
}

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
