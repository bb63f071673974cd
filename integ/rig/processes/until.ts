import { setTimeout as sleep } from 'node:timers/promises';
import { Program } from './program';

/**
 * Asks until it is so.
 *
 * @param needed programs without which it can never be so
 * @throws after so many seconds, with what was waited for and the last error as its cause; at once when a needed
 *   program has ended, with its last lines
 */
export async function until(
  what: string,
  seconds: number,
  so: () => Promise<boolean> | boolean,
  needed: readonly Program[] = [],
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      if (await so()) return;
      last = undefined;
    } catch (error) {
      last = error;
    }
    const dead = needed.find(({ ending }) => ending !== undefined);
    if (dead) throw new Error(`waiting until ${what}: ${dead.epitaph()}`);
    await sleep(100);
  }
  const said = last instanceof Error ? `; the last error: ${last.message}` : '';
  throw new Error(`not within ${seconds} s: ${what}${said}`, { cause: last });
}
