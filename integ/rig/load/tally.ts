/** What became of the requests of some span of time. */
export interface Figures {
  readonly seconds: number;
  readonly requests: number;
  /** Those answered by anything but 2xx, or not at all. */
  readonly failed: number;
  /** The first reasons, at most 5, each once. */
  readonly reasons: readonly string[];
  readonly byColor: Readonly<Record<string, number>>;
  readonly byPod: Readonly<Record<string, number>>;
  /** The longest wait for an answer, in milliseconds. */
  readonly slowestMilliseconds: number;
}

const REASONS = 5;

/** Counts requests. */
export class Tally {
  private readonly began = performance.now();
  private readonly reasons = new Set<string>();
  private readonly byColor: Record<string, number> = {};
  private readonly byPod: Record<string, number> = {};
  private requests = 0;
  private failed = 0;
  private slowest = 0;

  public add(milliseconds: number, failure: string | undefined, from: { pod?: string; color?: string }): void {
    this.requests += 1;
    this.slowest = Math.max(this.slowest, milliseconds);
    if (failure !== undefined) {
      this.failed += 1;
      if (this.reasons.size < REASONS) this.reasons.add(failure);
      return;
    }
    count(this.byColor, from.color);
    count(this.byPod, from.pod);
  }

  public figures(): Figures {
    return {
      seconds: (performance.now() - this.began) / 1000,
      requests: this.requests,
      failed: this.failed,
      reasons: [...this.reasons],
      byColor: { ...this.byColor },
      byPod: { ...this.byPod },
      slowestMilliseconds: Math.round(this.slowest),
    };
  }
}

function count(counts: Record<string, number>, key = 'unknown'): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
