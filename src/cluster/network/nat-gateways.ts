/** How many NAT gateways carry the nodes' way out to the internet. */
export enum NatGateways {
  /**
   * None: nodes and pods reach AWS by endpoints and nothing else. DocNow itself then cannot reach Twitter, to collect tweets
   * and to sign users in, and images have to come from ECR.
   */
  NONE = 'NONE',
  /** One for all zones. Costs a third; when its zone fails, no zone gets out, and traffic from the others pays to cross. */
  ONE = 'ONE',
  /** One in each zone. A zone that fails takes only itself out. */
  ONE_PER_ZONE = 'ONE_PER_ZONE',
}
