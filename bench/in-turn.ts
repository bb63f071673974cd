/** What one run came to, by the figure's name with its unit, such as `seconds`. */
export type Sample = Readonly<Record<string, number>>;

/** Something to be measured, and what it is measured against. */
export interface Contest {
  readonly ours: () => Promise<Sample>;
  readonly baseline: () => Promise<Sample>;
}

/** The samples of both, in pairs: what slows the machine for a while slows both of a pair. */
export type Pair = readonly [ours: Sample, baseline: Sample];

/** Runs both in turn, after one run of each that is not counted; each goes first every other time. */
export async function inTurn({ ours, baseline }: Contest, pairs: number): Promise<Pair[]> {
  await ours();
  await baseline();
  const measured: Pair[] = [];
  for (let count = 0; count < pairs; count += 1) {
    if (count % 2 === 0) {
      measured.push([await ours(), await baseline()]);
    } else {
      const second = await baseline();
      measured.push([await ours(), second]);
    }
  }
  return measured;
}
