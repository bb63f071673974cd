import { Resources } from './resources';

/** The pods of one worker. */
export interface WorkerProps {
  /**
   * What each pod asks of its node.
   *
   * @default - 100m of processor time, 256Mi of memory
   */
  readonly resources?: Resources;
}
