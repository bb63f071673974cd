import { Autoscaling } from './autoscaling';
import { ProbeTimings } from './probe-timings';
import { ShutdownTimings } from '../../platform/shutdown-timings';
import { PodPolicy } from '../pods/pod-policy';
import { Resources } from '../pods/resources';

/** The pods that answer users. */
export interface WebProps {
  /**
   * How many pods. Fewer than 2 would lose requests whenever a node goes.
   *
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Has as many pods as the load asks for, in place of `replicas`. Going from one to the other is a change in place, and
   * takes no pod away that the new rule would have. Terraform leaves the number alone: a plan after pods came or went is
   * empty. An update of the pods sets the number that the plan saw: apply a plan soon, or the pods that came since then go,
   * and come again within some 15 s.
   *
   * @default - `replicas` pods
   */
  readonly autoscaling?: Autoscaling;
  /**
   * What each pod asks of its node.
   *
   * @default - 100m of processor time (250m where autoscaling goes by it), 512Mi of memory
   */
  readonly resources?: Resources;
  /**
   * How long a pod takes to say goodbye. It has to be longer than the way in's deregistration delay.
   *
   * @default - 40 s preStop, 75 s grace period
   */
  readonly timings?: ShutdownTimings;
  /**
   * How pods are asked whether they work.
   *
   * @default - see the properties of ProbeTimings
   */
  readonly probes?: ProbeTimings;
  /**
   * How many pods a drain of nodes may take away at once (PodDisruptionBudget): fewer than there are. None would keep every
   * node from being emptied, and so from being updated.
   *
   * @default 1
   */
  readonly maxUnavailable?: number;
  /**
   * Whether a pod rather waits than makes one zone have two pods more than another. Then the loss of a zone leaves the share
   * of the other zones for sure, but an update waits while a zone has no room.
   *
   * @default false: zones are balanced as far as there is room
   */
  readonly requireZoneSpread?: boolean;
  /**
   * What is so of these pods, on top of the environment's `pods`.
   *
   * @default - nothing more
   */
  readonly pod?: PodPolicy;
}
