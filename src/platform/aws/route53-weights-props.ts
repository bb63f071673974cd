/** Where the records are that divide traffic. */
export interface Route53WeightsProps {
  /** The hosted zone's id: `Z0123456789ABCDEFGHIJ`. */
  readonly hostedZoneId: string;
  /** The name that people type, such as `demo.docnow.io`. No other record may have it, of the same type. */
  readonly hostName: string;
  /**
   * For how many seconds resolvers may keep an answer, 0 to 604800. Of aliases it is the load balancer's, 60 s, and cannot be
   * set (Route 53 Developer Guide, "Values specific for weighted alias records").
   *
   * @default 60
   */
  readonly ttl?: number;
}
