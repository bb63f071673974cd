import { ControllerProps } from './controller-props';
import { Architecture } from '../platform/architecture';
import { CapacityType } from '../platform/aws/capacity-type';

/** What Karpenter is told, and what nodes it may start. */
export interface KarpenterProps extends ControllerProps {
  /**
   * The machine image of the nodes, as Karpenter names it: family and release, such as `al2023@v20251112`. Pinned, so that
   * new nodes are like old ones; a new release replaces them one after the other. `latest` is refused.
   */
  readonly machineImage: string;

  /**
   * The most CPUs of all its nodes together: beyond them, pods wait.
   *
   * @default 64
   */
  readonly cpuLimit?: number;

  /**
   * The most memory of all its nodes together, in GiB.
   *
   * @default - 4 GiB for each CPU of `cpuLimit`, as of the general purpose instances
   */
  readonly memoryLimitGib?: number;

  /**
   * Processor architectures. All images have to run on each of them.
   *
   * @default [Architecture.AMD64]
   */
  readonly architectures?: Architecture[];

  /**
   * How the instances may be bought; of several, Karpenter takes the cheapest that there is.
   *
   * @default [CapacityType.ON_DEMAND]
   */
  readonly capacityTypes?: CapacityType[];

  /**
   * Categories of EC2 instances: `c` for computing, `m` general purpose, `r` for memory. Newer than the fourth generation.
   *
   * @default ['c', 'm', 'r']
   */
  readonly instanceCategories?: string[];

  /**
   * Each node's disk, in GiB: images, logs and what pods keep in `emptyDir`.
   *
   * @default 50
   */
  readonly diskGib?: number;

  /**
   * Minutes after a pod came or went until Karpenter looks for a cheaper arrangement of a node.
   *
   * @default 5
   */
  readonly consolidateAfterMinutes?: number;

  /**
   * Days after which a node is replaced, however well it is.
   *
   * @default 30
   */
  readonly expireAfterDays?: number;
}
