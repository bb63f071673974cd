import { IGuard } from '../platform/guard';
import { ISwitchTarget } from '../platform/switch-target';
import { ITrafficStrategy } from '../platform/traffic-strategy';

/** What a switch is made of. */
export interface BlueGreenSwitchProps {
  /** What divides the traffic: `new AlbWeights({ listenerArn, hostName })`. */
  readonly strategy: ITrafficStrategy;
  /** All that traffic can be switched to, two at least: `frontDoor.targets`. */
  readonly targets: ISwitchTarget[];
  /**
   * What is asked before a target gets more traffic than it has; where one answers no, nothing is changed. See docs/guards.md.
   *
   * @default - `new HealthyTargets()`: 2 healthy targets, as the load balancer says
   */
  readonly guards?: IGuard[];
  /**
   * Whether a client stays with the colour that first answered it while a canary goes on. A full switch leaves nobody behind.
   *
   * @default - as far as the strategy can
   */
  readonly stickyCanary?: boolean;
}
