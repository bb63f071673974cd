import { IResolvable, Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { ISwitchTarget } from './switch-target';
import { TrafficCapabilities } from './traffic-capabilities';

/** A target and its part of the traffic. */
export interface WeightedTarget {
  /** The target. */
  readonly target: ISwitchTarget;
  /** Its part in percent, 0 to 100. Known when Terraform runs. */
  readonly weight: number;
}

/** How traffic shall be divided. */
export interface TrafficDivision {
  /** All targets, those too that get nothing now: they have to stay within reach. */
  readonly targets: WeightedTarget[];
  /** Whether a client stays with the target that first answered it. Known when Terraform runs. */
  readonly sticky: IResolvable;
  /** What must hold, or else Terraform refuses to change anything. */
  readonly preconditions: Precondition[];
}

/** What to ask about the traffic as it is, and when. */
export interface TrafficReading {
  /** Whether to ask at all. Known when Terraform plans. */
  readonly when: IResolvable;
  /**
   * Whether to ask right before the change instead of when Terraform plans: hours may lie between the two.
   *
   * @default false
   */
  readonly atApply?: boolean;
  /**
   * What `divide` returned: then Terraform asks once that is there, which at the first apply is after it was made.
   *
   * @default - found by what the strategy was told, whether or not Terraform made it; Terraform fails if it is not there
   */
  readonly division?: string;
}

/**
 * A means of dividing traffic between targets by changes in place: by one, of one resource of Terraform's, unless the platform
 * keeps each target's part by itself, as DNS does.
 */
export interface ITrafficStrategy {
  /** What it can do. */
  readonly capabilities: TrafficCapabilities;

  /**
   * Asks how traffic is divided, of what divides it and not of Terraform's state.
   *
   * @param scope where resources are made
   * @param id their construct id
   * @param reading what to ask, and when
   * @returns an expression, `${...}`, of a map from target ids to weights; empty when nothing was asked
   */
  read(scope: Construct, id: string, reading: TrafficReading): string;

  /**
   * Divides traffic.
   *
   * @param scope where resources are made
   * @param id their construct id
   * @param division how
   * @returns a reference, `${...}`, to what divides it, known as soon as that is there
   * @throws when it cannot do so for these targets, with the way out
   */
  divide(scope: Construct, id: string, division: TrafficDivision): string;
}
