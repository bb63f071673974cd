import { Division, textOf } from './division';
import { Facts, Workers } from './facts';

/** What is wanted in the end. */
export interface Goal {
  /** The colour that is to have the traffic, or most of it. */
  readonly active: string;
  /** A colour that is to get a part for trial. */
  readonly canary?: { readonly color: string; readonly weight: number };
  /** Whether the workers stay where they are. */
  readonly trafficOnly?: boolean;
  /** Whether traffic goes back, so that what is amiss with the new version does not count. */
  readonly wayBack?: boolean;
}

/** The next thing to do on the way to a goal. */
export type Step =
  /** Divides traffic, which is `from` now. */
  | { readonly kind: 'traffic'; readonly from: Division }
  /** Lets Terraform's state catch up: the traffic is where it shall be, but the apply that moved it was cut off. */
  | { readonly kind: 'record' }
  | { readonly kind: 'stop'; readonly color: string }
  /** Waits until pods that were stopped are gone. */
  | { readonly kind: 'await'; readonly color: string }
  | { readonly kind: 'start'; readonly color: string }
  | { readonly kind: 'done' }
  /** Cannot go on, and why. */
  | { readonly kind: 'stuck'; readonly why: string };

/** How traffic is divided at a goal. */
export function divisionOf({ active, canary }: Goal): Division {
  return canary ? { [active]: 100 - canary.weight, [canary.color]: canary.weight } : { [active]: 100 };
}

/**
 * What is next, from what is so alone: a run that was cut off anywhere goes on by being asked again.
 *
 * Workers start only when those of all other colours are known to be gone, so at no time two collect tweets.
 *
 * @param outside colours without a stack here whose workers may run, such as the legacy server's
 */
export function nextStep(goal: Goal, facts: Facts, outside: readonly string[] = []): Step {
  const wanted = textOf(divisionOf(goal));
  if (textOf(facts.division) !== wanted) return { kind: 'traffic', from: facts.division };
  if (facts.recorded !== wanted) return { kind: 'record' };
  if (goal.canary || goal.trafficOnly) return { kind: 'done' };
  const { active, workers } = { ...goal, workers: facts.workers };
  for (const color of Object.keys(workers).filter((one) => one !== active)) {
    const step = towardsRest(color, workers[color]);
    if (step) return step;
  }
  return active in workers ? towardsWork(active, workers[active], outside) : { kind: 'done' };
}

function towardsRest(color: string, state: Workers): Step | undefined {
  if (typeof state === 'object') return stuck(`whether ${color}'s workers run is not known: ${state.unknown}`);
  if (state === 'active' || state === 'partly') return { kind: 'stop', color };
  return state === 'stopping' ? { kind: 'await', color } : undefined;
}

function towardsWork(color: string, state: Workers, outside: readonly string[]): Step {
  if (typeof state === 'object') return stuck(`whether ${color}'s workers run is not known: ${state.unknown}`);
  if (state === 'active' || state === 'none') return { kind: 'done' };
  if (state === 'absent') return stuck(`${color}'s stack is not applied. Prepare it: docnow-release prepare ${color}`);
  if (state === 'stopping') return { kind: 'await', color };
  if (!outside.length) return { kind: 'start', color };
  return stuck(
    `${outside.join(' and ')} runs outside this project, and its workers may collect tweets, too. Stop them there, ` +
      'then add --outside-stopped',
  );
}

function stuck(why: string): Step {
  return { kind: 'stuck', why };
}
