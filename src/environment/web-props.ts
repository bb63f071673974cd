import { Resources } from './resources';
import { ShutdownTimings } from '../platform/shutdown-timings';

/** The pods that answer users. */
export interface WebProps {
  /**
   * How many pods. Fewer than 2 would lose requests whenever a node goes.
   *
   * @default 2
   */
  readonly replicas?: number;
  /**
   * What each pod asks of its node.
   *
   * @default - 100m of processor time, 512Mi of memory
   */
  readonly resources?: Resources;
  /**
   * How long a pod takes to say goodbye. It has to be longer than the way in's deregistration delay.
   *
   * @default - 40 s preStop, 75 s grace period
   */
  readonly timings?: ShutdownTimings;
}
