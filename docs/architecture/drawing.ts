import { dependencies, HEADS, legend, requests } from './arrows';
import { below, Box, inColumns, LINE, MARGIN, TITLE } from './layout';
import { Stack } from './stacks';

const TITLES: Record<string, string> = { blue: '#1d4ed8', green: '#15803d' };

/** Stacks from left to right in the order in which they are applied; below them the one that keeps their states. */
export function drawing(title: string, stacks: readonly Stack[]): string {
  const boxes = inColumns(stacks.filter(({ bucket }) => bucket));
  const stores = stacks.filter(({ bucket }) => !bucket).map((store) => below(boxes, store));
  const all = [...boxes, ...stores];
  const width = Math.max(...all.map((one) => one.x + one.width)) + MARGIN;
  const bottom = Math.max(...all.map((one) => one.y + one.height));
  const height = bottom + 50;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
      'font-family="Helvetica, Arial, sans-serif" font-size="12.5">',
    `<title>${title}</title>`,
    ...HEADS,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...dependencies(boxes),
    ...requests(boxes),
    ...all.map(draw),
    ...legend(MARGIN, bottom + 30),
    '</svg>',
    '',
  ].join('\n');
}

function draw({ name, count, lines, x, y, width, height }: Box): string {
  const color = TITLES[name] ?? '#334155';
  const side = TITLE - 5;
  const texts = lines.map((text, index) => {
    const indent = 5 * (text.length - text.trimStart().length);
    return `<text x="${x + 10 + indent}" y="${y + TITLE + (index + 1) * LINE}">${text.trimStart()}</text>`;
  });
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="#f8fafc" stroke="${color}"/>`,
    `<path d="M${x} ${y + TITLE}v-${side}q0-5 5-5h${width - 10}q5 0 5 5v${side}z" fill="${color}"/>`,
    `<text x="${x + 10}" y="${y + 18}" fill="white" font-weight="bold" font-size="14">${name}</text>`,
    `<text x="${x + width - 10}" y="${y + 18}" fill="white" text-anchor="end">${count} resource${count === 1 ? '' : 's'}</text>`,
    ...texts,
  ].join('\n');
}
