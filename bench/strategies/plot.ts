import { Asked } from './clients';
import type { Outcome } from './strategies';

/** Widths and heights, in pixels; seconds that a column stands for. */
const [LEFT, WIDTH, ROW, BAR, COLUMN] = [190, 620, 46, 26, 0.25];
const [BLUE, GREEN, RED] = ['#1d4ed8', '#15803d', '#dc2626'];

/** Who answered, from `before` seconds before the change to `after` seconds after it: a row for each way. */
export function plot(outcomes: readonly Outcome[], before: number, after: number): string {
  const height = ROW * outcomes.length + 60;
  const x = (second: number) => LEFT + ((second + before) / (before + after)) * WIDTH;
  const columns = Array.from({ length: Math.round((before + after) / COLUMN) }, (_, index) => index * COLUMN - before);
  const rows = outcomes.flatMap(({ name, asked, moved }, row) => {
    const top = 20 + row * ROW;
    const bars = columns.flatMap((second) => {
      const [from, to] = [second, second + COLUMN].map((one) => moved + one * 1000);
      return column(
        asked.filter(({ began }) => began >= from && began < to),
        x(second),
        top,
        x(COLUMN) - x(0),
      );
    });
    return [`<text x="10" y="${top + 18}">${name}</text>`, ...bars];
  });
  const ticks = [0, 5, 10, 15, 20].filter((second) => second <= after);
  const bottom = 20 + ROW * outcomes.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="12.5">`,
    '<title>Who answers requests, by when they were begun: blue before, green after, red nobody</title>',
    `<rect width="100%" height="100%" fill="white"/>`,
    ...rows,
    `<path d="M${x(0)} 10V${bottom}" stroke="black" stroke-dasharray="3 3"/>`,
    ...ticks.map((second) => `<text x="${x(second)}" y="${bottom + 20}" text-anchor="middle">${second} s</text>`),
    '</svg>',
    '',
  ].join('\n');
}

/** The shares of those who answered, one above the other. */
function column(asked: readonly Asked[], x: number, top: number, width: number): string[] {
  if (!asked.length) return [];
  const share = (is: (one: Asked) => boolean) => (asked.filter(is).length / asked.length) * BAR;
  let y = top;
  return [
    [BLUE, share(({ color }) => color === 'blue')] as const,
    [GREEN, share(({ color }) => color === 'green')] as const,
    [RED, share(({ failure }) => failure !== undefined)] as const,
  ].flatMap(([fill, height]) => {
    if (height === 0) return [];
    const bar = `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(width + 0.3).toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`;
    y += height;
    return [bar];
  });
}
