import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

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
