import { textOf } from './division';
import { Facts } from './facts';
import { divisionOf, Goal, Step } from './next-step';

/** What will be so when a step has been done, for a dry run. */
export function after(step: Step, goal: Goal, facts: Facts): Facts {
  const workers = (color: string, state: 'active' | 'standby') => ({
    ...facts,
    workers: { ...facts.workers, [color]: state },
  });
  switch (step.kind) {
    case 'traffic':
    case 'record':
      return { ...facts, division: divisionOf(goal), recorded: textOf(divisionOf(goal)) };
    case 'stop':
    case 'await':
      return workers(step.color, 'standby');
    case 'start':
      return workers(step.color, 'active');
    default:
      return facts;
  }
}
