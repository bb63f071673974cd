import { setTimeout as sleep } from 'node:timers/promises';
import { ProbeLife } from './life';

/** Asks once. @returns whether what listens on the port answered in time, with 200 to 399 */
export async function answers(port: number, { path, timeout }: ProbeLife, over: AbortSignal): Promise<boolean> {
  try {
    const signal = AbortSignal.any([over, AbortSignal.timeout(timeout * 1000)]);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal, headers: { connection: 'close' } });
    await response.arrayBuffer();
    return response.status >= 200 && response.status < 400;
  } catch {
    return false;
  }
}

/**
 * Asks until it is over, and tells each time that enough answers in a row were good (true) or not (false).
 *
 * @param pause seconds until the next question, by what was told last
 */
export async function probe(
  port: () => number,
  life: ProbeLife,
  over: AbortSignal,
  tell: (good: boolean) => void,
  pause: (good: boolean) => number = () => life.period,
): Promise<void> {
  let [good, bad, last] = [0, 0, false];
  const rest = (seconds: number) => sleep(seconds * 1000, undefined, { signal: over }).catch(() => undefined);
  await rest(life.initialDelay);
  while (!over.aborted) {
    const answered = await answers(port(), life, over);
    if (over.aborted) return;
    good = answered ? good + 1 : 0;
    bad = answered ? 0 : bad + 1;
    if (good >= life.successThreshold) tell((last = true));
    if (bad >= life.failureThreshold) tell((last = false));
    await rest(pause(last));
  }
}
