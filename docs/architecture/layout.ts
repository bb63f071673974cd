import { Stack } from './stacks';

export const WIDTH = 238;
export const GAP = 50;
export const MARGIN = 20;
export const LINE = 17;
export const TITLE = 26;
/** Above all boxes: where requests come from. */
const TOP = 62;
const BETWEEN = 34;

/** A stack in its place. */
export interface Box extends Stack {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** Puts stacks in columns, one for each step of the longest way from the first; in a column by the order of application. */
export function inColumns(stacks: readonly Stack[]): Box[] {
  const columns = new Map<string, number>();
  const bottoms: number[] = [];
  return stacks.map((stack) => {
    const column = Math.max(-1, ...stack.after.map((name) => columns.get(name)!)) + 1;
    columns.set(stack.name, column);
    const lines = [...stack.highlights, ...(stack.reads.length ? [`reads: ${stack.reads.join(', ')}`] : [])];
    const y = bottoms[column] ?? TOP;
    bottoms[column] = y + heightOf(lines) + BETWEEN;
    return { ...stack, lines, x: MARGIN + column * (WIDTH + GAP), y, width: WIDTH, height: heightOf(lines) };
  });
}

/** Puts the stack that keeps the others' states below them. */
export function below(boxes: readonly Box[], store: Stack): Box {
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const lines = [...store.highlights, `keeps the states of ${boxes.map(({ name }) => name).join(', ')}`];
  return { ...store, lines, x: MARGIN, y: bottom + BETWEEN, width: right - MARGIN, height: heightOf(lines) };
}

/** The boxes that one has to come after, without those that these come after themselves. */
export function before({ after }: Box, boxes: readonly Box[]): Box[] {
  const all = boxes.filter(({ name }) => after.includes(name));
  return all.filter(({ name }) => !all.some((other) => other.after.includes(name)));
}

function heightOf(lines: readonly string[]): number {
  return TITLE + lines.length * LINE + 10;
}
