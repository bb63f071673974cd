/** How traffic is divided: each colour's weight. What is no colour of the switch stands here by the id of its target. */
export type Division = Readonly<Record<string, number>>;

/** A division in the words of the switch's variable `expected_current`: `blue=90,green=10`. */
export function textOf(division: Division): string {
  const parts = Object.entries(division).filter(([, weight]) => weight > 0);
  return parts
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([color, weight]) => `${color}=${weight}`)
    .join();
}

/** Reads such words; a colour without a number has all. */
export function divisionIn(text: string): Division {
  const parts = text.split(',').filter(Boolean);
  return Object.fromEntries(parts.map((part) => part.split('=')).map(([color, weight = '100']) => [color, +weight]));
}

/** Those that get something, the largest part first. */
export function served(division: Division): string[] {
  const parts = Object.entries(division).filter(([, weight]) => weight > 0);
  return parts.sort(([, one], [, other]) => other - one).map(([color]) => color);
}
