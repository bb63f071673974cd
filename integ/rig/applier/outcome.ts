import { Refusal } from './connection';
import { Changes } from '../stack-runner';

/** What an apply does to an object, or to all objects of a resource. */
export type Outcome = 'add' | 'change' | 'replace' | 'same';

/** What is done to a resource, by what is done to its objects: one of a chart's that is new changes the release. */
export function outcomeOf(parts: readonly Outcome[]): Outcome {
  const different = new Set(parts);
  if (different.size <= 1) return parts[0] ?? 'same';
  return different.has('replace') ? 'replace' : 'change';
}

/** As Terraform counts: a replacement is one less and one more. */
export function count(outcomes: readonly Outcome[], destroyed: number): Changes {
  const of = (...which: Outcome[]) => outcomes.filter((one) => which.includes(one)).length;
  return { add: of('add', 'replace'), change: of('change'), destroy: of('replace') + destroyed };
}

/** Whether the server refused because such a field can only be set when the object is made: the provider makes it anew. */
export function isImmutable(error: unknown): boolean {
  if (!(error instanceof Refusal) || error.status !== 422) return false;
  return /immutable|updates to .* (is|are) forbidden/i.test(error.message);
}
