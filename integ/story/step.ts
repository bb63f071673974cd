import { Changes } from '../rig/stack-runner';

/** What one step of the story came to. */
export interface Step {
  readonly name: string;
  /** Resources made, changed or destroyed. */
  readonly resources: number;
  readonly seconds: number;
  /** Requests that clients made meanwhile; 0 when there were none yet. */
  readonly requests: number;
  readonly failed: number;
  /** What the plan said, when the step had one. */
  readonly plan?: Changes;
  /** Calls that changed something in AWS, counted where they arrive. */
  readonly apiWrites: number;
}
