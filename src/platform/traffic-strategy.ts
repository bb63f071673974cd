import { IResolvable, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ISwitchTarget } from './switch-target';

/** One target and its share of the traffic. */
export interface TrafficRoute {
  /** The target. */
  readonly target: ISwitchTarget;
  /** Its share in percent, 0 to 100, known when Terraform plans. */
  readonly weight: number;
}

/** Something that has to be so before traffic moves; otherwise Terraform refuses the plan. */
export interface TrafficGuard {
  /** A Terraform expression that is true or false. */
  readonly condition: string;
  /** What the operator reads when it is false: what is, what was expected, the way out. */
  readonly errorMessage: string;
}

/** Where traffic is to go, and on what conditions. */
export interface TrafficChange {
  /** All targets, those with no traffic included. */
  readonly routes: TrafficRoute[];
  /** Whether a client stays with the target that it got first: a Terraform expression that is true or false. */
  readonly sticky: IResolvable;
  /** What has to be so. */
  readonly guards: TrafficGuard[];
}

/** A way to divide traffic between targets, such as the weights of a load balancer's rule. */
export interface ITrafficStrategy {
  /**
   * Checks that the strategy can serve these targets.
   *
   * @param scope the switch, for the error
   * @param targets all targets
   * @throws when it cannot, with the way out
   */
  check(scope: Construct, targets: ISwitchTarget[]): void;

  /**
   * Asks, whenever Terraform plans, how traffic is divided now: of what serves it, not of Terraform's state.
   *
   * @param scope where data sources are made
   * @param id the construct id
   * @param targets all targets
   * @param when a Terraform expression: false while there is nothing yet to ask
   * @returns a Terraform expression: an object of the colours' names and their shares in percent, all 0 when not asked
   */
  live(scope: Construct, id: string, targets: ISwitchTarget[], when: string): string;

  /**
   * Makes what divides the traffic: one resource, that one call changes.
   *
   * @param scope where it is made
   * @param id the construct id
   * @param change where traffic is to go
   * @returns the resource
   */
  route(scope: Construct, id: string, change: TrafficChange): ITerraformDependable;
}
