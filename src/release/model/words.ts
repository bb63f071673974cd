import { textOf } from './division';
import { divisionOf, Goal, Step } from './next-step';

/** A step in words. */
export function wordsOf(step: Step, goal: Goal): string {
  const wanted = textOf(divisionOf(goal));
  switch (step.kind) {
    case 'traffic':
      return `traffic goes from ${textOf(step.from) || 'no target'} to ${wanted}`;
    case 'record':
      return `Terraform's state learns that traffic goes to ${wanted}`;
    case 'stop':
      return `${step.color}'s workers stop, and their pods are gone`;
    case 'await':
      return `the last pods of ${step.color}'s workers are gone`;
    case 'start':
      return `${step.color}'s workers start`;
    case 'stuck':
      return step.why;
    case 'done':
      return 'done';
  }
}
