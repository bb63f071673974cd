import { Step } from './step';

const COLUMNS: [title: string, cell: (step: Step) => string][] = [
  ['step', ({ name }) => name],
  ['resources', ({ resources }) => String(resources)],
  ['time', ({ seconds }) => `${seconds.toFixed(1)} s`],
  ['requests', ({ requests }) => String(requests)],
  ['failed', ({ failed }) => String(failed)],
  ['plan', ({ plan }) => (plan ? `${plan.add}/${plan.change}/${plan.destroy}` : '-')],
  ['API writes', ({ apiWrites }) => String(apiWrites)],
];

/** The steps as a table in plain text; the plan as add/change/destroy. */
export function table(steps: readonly Step[]): string {
  const rows = [COLUMNS.map(([title]) => title), ...steps.map((step) => COLUMNS.map(([, cell]) => cell(step)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0]))).join('  '),
    )
    .join('\n');
}
