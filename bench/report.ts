import { Pair } from './in-turn';

/** How the figures of a contest are told. */
export interface Titles {
  readonly ours: string;
  readonly baseline: string;
  /** What our median has to stay below, by the figure's name. */
  readonly limits?: Readonly<Record<string, number>>;
}

/** Minimum and median of each figure, ours, the baseline's, and of the pairs' ratios: a table for a person. */
export function report(title: string, { ours, baseline, limits = {} }: Titles, pairs: readonly Pair[]): string {
  const rows = Object.keys(pairs[0][0]).flatMap((figure) => [
    row(
      `${figure}, ${ours}`,
      pairs.map(([one]) => one[figure]),
      limits[figure],
    ),
    row(
      `${figure}, ${baseline}`,
      pairs.map(([, other]) => other[figure]),
    ),
    row(
      '  ratio',
      pairs.map(([one, other]) => one[figure] / other[figure]),
    ),
  ]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = [['', 'min', 'median', 'limit'], ...rows].map(([name, ...cells]) =>
    `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd(),
  );
  return [`${title} (${pairs.length} pairs)`, ...lines, ''].join('\n');
}

function row(name: string, values: readonly number[], limit?: number): string[] {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
  return [name, readable(sorted[0]), readable(middle), limit === undefined ? '' : `< ${limit}`];
}

function readable(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}
