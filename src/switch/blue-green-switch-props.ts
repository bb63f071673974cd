import { ISwitchTarget } from '../platform/switch-target';
import { ITrafficStrategy } from '../platform/traffic-strategy';

/** What a switch is told. */
export interface BlueGreenSwitchProps {
  /** How traffic is divided, such as `new AlbWeights({ listenerArn, hostName })`. */
  readonly strategy: ITrafficStrategy;
  /** All that traffic can be switched to: `frontDoor.targets`. At least two. */
  readonly targets: ISwitchTarget[];
  /**
   * How many healthy targets a colour must have before it gets more traffic. The legacy server, being one, needs 1.
   *
   * @default 2, as many as web has pods
   */
  readonly minHealthyTargets?: number;
}
