import { before, Box, GAP, TITLE, WIDTH } from './layout';

/** What an arrow means, and how it is drawn: its colour, width and dashes. */
const STYLES = {
  read: { text: 'applied first, and its values are read', look: 'stroke="#334155" stroke-width="1.3"', head: 7 },
  first: { text: 'applied first', look: 'stroke="#334155" stroke-width="1.3" stroke-dasharray="4 4"', head: 7 },
  request: { text: 'requests', look: 'stroke="#d97706" stroke-width="3"', head: 4 },
} as const;
type Style = keyof typeof STYLES;

/** The heads of all arrows, to be drawn first. */
export const HEADS = Object.entries(STYLES).map(
  ([style, { look, head }]) =>
    `<marker id="${style}" viewBox="0 0 6 6" refX="1" refY="3" markerWidth="${head}" markerHeight="${head}" ` +
    `orient="auto"><path d="M0 0L6 3L0 6z" fill="${/#\w+/.exec(look)![0]}"/></marker>`,
);

/** From each stack to those that are applied next. */
export function dependencies(boxes: readonly Box[]): string[] {
  return boxes.flatMap((to) =>
    before(to, boxes).map((from, index, { length }) => {
      const style = to.reads.includes(from.name) ? 'read' : 'first';
      const shift = (index - (length - 1) / 2) * 10;
      return arrow(style, [from.x + WIDTH, from.y + TITLE / 2], [to.x, to.y + TITLE / 2 + shift], shift);
    }),
  );
}

/** The way of a request: in from above, by the rule, to the colours. */
export function requests(boxes: readonly Box[]): string[] {
  const [entries, rules, webs] = (['way in', 'rule', 'web'] as const).map((part) =>
    boxes.filter((box) => box.part === part),
  );
  const hops = (starts: Box[], ends: Box[]) => starts.flatMap((from) => ends.map((to) => ({ from, to })));
  const height = ({ y }: Box) => y + TITLE + 18;
  return [
    ...entries.flatMap(({ x, y }) => {
      const middle = x + WIDTH / 2;
      return [
        `<text x="${middle}" y="22" text-anchor="middle" font-weight="bold">browsers, by HTTPS</text>`,
        line('request', `M${middle} 30V${y - 9}`),
      ];
    }),
    ...[...hops(entries, rules), ...hops(rules, webs)].map(({ from, to }) =>
      arrow('request', [from.x + WIDTH, height(from)], [to.x, height(to)], -10),
    ),
  ];
}

/** What the arrows mean, in a row. */
export function legend(left: number, y: number): string[] {
  return Object.entries(STYLES).map(([style, { text }], index) => {
    const x = left + index * 290;
    return `${line(style as Style, `M${x} ${y - 4}h32`)}<text x="${x + 48}" y="${y}">${text}</text>`;
  });
}

/** Straight on, and around one bend before the end. @param shift moves the bend, so that arrows do not run into one */
function arrow(style: Style, [x1, y1]: number[], [x2, y2]: number[], shift: number): string {
  const end = x2 - (style === 'request' ? 9 : 7);
  const bend = x2 - GAP / 2 + shift;
  return line(style, `M${x1} ${y1}H${bend - 8}Q${bend} ${y1} ${bend} ${(y1 + y2) / 2}T${bend + 8} ${y2}H${end}`);
}

function line(style: Style, path: string): string {
  return `<path d="${path}" fill="none" ${STYLES[style].look} marker-end="url(#${style})"/>`;
}
