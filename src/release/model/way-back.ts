/** How long a colour that lost the traffic is kept, in milliseconds: an hour. */
const WINDOW = 3600 * 1000;

/** One switch, as far as its key in the log tells it. */
export interface Switched {
  readonly at: Date;
  /** Divisions in the words of `expected_current`. */
  readonly from: string;
  readonly to: string;
}

/** Until when traffic may have to go back to a colour; undefined when it need not be kept any more, or never served. */
export function keptUntil(color: string, log: readonly Switched[], now: Date): Date | undefined {
  const serves = (division: string) => division.split(',').some((part) => part.split('=')[0] === color);
  const left = log.filter(({ from, to }) => serves(from) && !serves(to)).map(({ at }) => at.getTime());
  if (!left.length) return undefined;
  const until = Math.max(...left) + WINDOW;
  return until > now.getTime() ? new Date(until) : undefined;
}
