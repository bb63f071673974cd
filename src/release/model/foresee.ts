import { after } from './after';
import { Facts } from './facts';
import { Goal, nextStep, Step } from './next-step';

/** All steps to a goal, if nothing comes between; the last is `done` or `stuck`. */
export function foresee(goal: Goal, facts: Facts, outside: readonly string[] = []): Step[] {
  const step = nextStep(goal, facts, outside);
  return step.kind === 'done' || step.kind === 'stuck'
    ? [step]
    : [step, ...foresee(goal, after(step, goal, facts), outside)];
}
