/** Where the rule is that divides traffic. */
export interface AlbWeightsProps {
  /** The ARN of the load balancer's HTTPS listener: `frontDoor.listenerArn`. */
  readonly listenerArn: string;
  /** The name that people type, such as `demo.docnow.io`: the rule is about requests to it alone. */
  readonly hostName: string;
  /**
   * The rule's place among the listener's rules, 1 to 50000; the lowest that matches a request counts. No other rule of
   * the listener may have it, nor the one after it if there is a `MaintenancePage`.
   *
   * @default 100
   */
  readonly priority?: number;
}
