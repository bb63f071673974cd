import { WorkerAutoscaling } from './worker-autoscaling';
import { PodPolicy } from '../pods/pod-policy';
import { Resources } from '../pods/resources';

/** The pods of one worker. */
export interface WorkerProps {
  /**
   * How many pods of it there are when it is active. Of an exclusive worker, such as DocNow's loaders, no more than one may be.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Has as many pods as its list in Redis is long, in place of `replicas`. Not for an exclusive worker. Going from one to the
   * other is a change in place. Terraform leaves the number alone as it finds it: a plan after pods came or went is empty.
   * `standby` pauses KEDA and takes all pods.
   *
   * @default - `replicas` pods
   */
  readonly autoscaling?: WorkerAutoscaling;
  /**
   * What each pod asks of its node.
   *
   * @default - 100m of processor time, 256Mi of memory
   */
  readonly resources?: Resources;
  /**
   * What is so of these pods, on top of the environment's `pods`.
   *
   * @default - nothing more
   */
  readonly pod?: PodPolicy;
}
