import { Color } from '../color';

/** A target group that somebody else made. */
export interface TargetGroupTargetProps {
  /** The name by which an operator switches to it. */
  readonly color: Color;
  /** The target group's ARN: of type `instance` or `ip`, for HTTP or HTTPS, and of no other load balancer. */
  readonly targetGroupArn: string;
  /** The ARN of the listener whose rule is to lead to it: `frontDoor.listenerArn`. */
  readonly listenerArn: string;
  /**
   * How many of its targets have to be healthy before it gets more traffic.
   *
   * @default - as many as of the switch's other targets
   */
  readonly minHealthyTargets?: number;
}
