/** What targets speak, as Elastic Load Balancing calls it. */
export enum TargetProtocol {
  /** HTTP. */
  HTTP = 'HTTP',
  /**
   * HTTPS. The load balancer takes any certificate, one that has ended or that the server made itself included
   * (Application Load Balancers guide, "Target groups for your Application Load Balancers").
   */
  HTTPS = 'HTTPS',
}
