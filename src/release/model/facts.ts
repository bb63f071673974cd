import { Division } from './division';

/**
 * What a colour's workers do: `active`, all of them are to run; `partly`, some are; `stopping`, none is to run, but pods
 * are still there; `standby`, none is there; `none`, the release has no workers; `absent`, the colour's stack is not
 * applied.
 */
export type WorkerState = 'active' | 'partly' | 'stopping' | 'standby' | 'none' | 'absent';

/** The same, or why it could not be found out. */
export type Workers = WorkerState | { readonly unknown: string };

/** What is so at this moment, as the APIs tell it. */
export interface Facts {
  /** Where requests go. */
  readonly division: Division;
  /** Where they go as Terraform's state has it. */
  readonly recorded: string;
  /** How many healthy targets each colour has. */
  readonly healthy: Readonly<Record<string, number>>;
  /** What the workers do of each colour that has a stack. */
  readonly workers: Readonly<Record<string, Workers>>;
}
