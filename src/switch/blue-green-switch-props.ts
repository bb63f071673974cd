import { ISwitchTarget } from '../platform/switch-target';
import { ITrafficStrategy } from '../platform/traffic-strategy';

/** What a switch is made of. */
export interface BlueGreenSwitchProps {
  /** What divides the traffic: `new AlbWeights({ listenerArn, hostName })`. */
  readonly strategy: ITrafficStrategy;
  /** All that traffic can be switched to, two at least: `frontDoor.targets`. */
  readonly targets: ISwitchTarget[];
  /**
   * How many targets of a colour have to be healthy before the colour may get more traffic. The legacy server is one
   * machine: of it one is enough, whatever stands here.
   *
   * @default - 2, the smallest number of web pods
   */
  readonly minHealthyTargets?: number;
}
