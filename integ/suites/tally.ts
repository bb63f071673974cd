/** How a suite went. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** All suites together. */
export function total(tallies: Tally[]): Tally {
  const sum = (field: keyof Tally) => tallies.reduce((before, tally) => before + tally[field], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
