import { IConstruct } from 'constructs';

/** What is wrong with a value that a user gave, and what to do about it. */
export interface InvalidValue {
  /** The property as the user wrote it, such as `network.cidr`. */
  readonly property: string;
  /** The value that was given. Never a secret. */
  readonly value: unknown;
  /** Why it cannot be, as the rest of a sentence that begins with the value. */
  readonly because: string;
  /** The way out, as a sentence. */
  readonly wayOut: string;
}

/**
 * The one form of every error at synth: the construct's path, the property, the value, the reason, the way out.
 * Internal: use as `throw invalid(this, {...})`; a static factory, which has no path, gives its own name.
 */
export function invalid(scope: IConstruct | string, what: InvalidValue): Error {
  const value = typeof what.value === 'string' ? `'${what.value}'` : JSON.stringify(what.value);
  const where = typeof scope === 'string' ? scope : scope.node.path;
  return new Error(`${where}: ${what.property} is ${value}, ${what.because}. ${what.wayOut}`);
}
