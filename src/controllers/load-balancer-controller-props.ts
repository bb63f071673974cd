import { ControllerProps } from './controller-props';

/** What the AWS Load Balancer Controller is told. */
export interface LoadBalancerControllerProps extends ControllerProps {
  /**
   * The target groups that it may fill, by ARN; `*` stands for any characters, as in IAM. Those of a `FrontDoor` are
   * `frontDoor.targets.map(({ targetId }) => targetId)`.
   */
  readonly targetGroupArns: string[];
}
