import { setTimeout as sleep } from 'node:timers/promises';
import { Ask } from './connection';
import { KubeObject, nameOf, Objects } from './objects';
import { awaited } from './rollout';
import { Trouble, troubleOf } from './trouble';
import { stuck } from '../kube/stuck';

/** How long nothing may move before a rollout counts as failed. Old pods that are saying goodbye are waited for. */
export const PATIENCE_SECONDS = 40;
/** How long a reason to fail has to last: an account or a volume may come a moment later than its pod. */
const STUCK_SECONDS = 15;
const PAUSE_MILLISECONDS = 500;

/**
 * Waits until an object is what the provider would wait for.
 *
 * @throws with the pods' conditions and events, long before the provider would, when it cannot come to that
 */
export async function settle(
  ask: Ask,
  objects: Objects,
  object: KubeObject,
  limits: { readonly seconds: number; readonly patienceSeconds?: number },
): Promise<void> {
  const begun = Date.now();
  let moved = begun;
  let stuckSince: number | undefined;
  let seen = '';
  for (;;) {
    const live = await objects.live(object);
    if (!live) throw new Error(`${nameOf(object)} was deleted by somebody else while it was waited for`);
    const waitingFor = awaitedOf(live);
    if (waitingFor.text === undefined) return;
    const trouble = await troubleOf(ask, live, begun);
    const now = Date.now();
    const picture = waitingFor.text + trouble.picture;
    if (picture !== seen || trouble.leaving) moved = now;
    seen = picture;
    const why = stuck(trouble, now);
    stuckSince = why ? (stuckSince ?? now) : undefined;
    const since = (moment: number) => Math.round((now - moment) / 1000);
    const fail = (because: string) => failure(live, `${waitingFor.text}; ${because}`, trouble, why);
    if (waitingFor.final) throw fail('it will not come to that');
    if (stuckSince && since(stuckSince) >= STUCK_SECONDS) throw fail(`stuck for ${since(stuckSince)} s`);
    const patience = limits.patienceSeconds ?? PATIENCE_SECONDS;
    if (since(moved) >= patience) throw fail(`nothing has moved for ${since(moved)} s`);
    if (since(begun) >= limits.seconds) throw fail(`not within ${limits.seconds} s`);
    await sleep(PAUSE_MILLISECONDS);
  }
}

function awaitedOf(object: KubeObject): { text?: string; final?: boolean } {
  try {
    return { text: awaited(object) };
  } catch (error) {
    return { text: (error as Error).message, final: true };
  }
}

function failure(object: KubeObject, what: string, trouble: Trouble, why?: string): Error {
  return new Error([`${nameOf(object)}: ${what}`, why, ...trouble.told].filter(Boolean).join('\n  '));
}
