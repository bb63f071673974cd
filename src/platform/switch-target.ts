import { Color } from './color';

/** Something that traffic can be switched to. */
export interface ISwitchTarget {
  /** The name by which an operator switches to it. */
  readonly color: Color;
  /** How the traffic strategy knows it: behind an ALB the ARN of its target group. */
  readonly targetId: string;
  /**
   * How many healthy targets are enough of this one, whatever is wanted of others. 0: nobody has to vouch for it.
   *
   * @default - as many as of the others
   */
  readonly minHealthyTargets?: number;
}
