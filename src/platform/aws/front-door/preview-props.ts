/**
 * Who may look at colours that people do not get yet, and how. By name, such as `https://green.demo.docnow.io`: the simple way,
 * for whatever needs no log-in. Or by a cookie on the site's own name, which `/docnow-preview/green` sets and
 * `/docnow-preview/off` takes away: it outlasts a log-in at another site (OAuth), which leads back to the site's own name.
 *
 * Search engines are told to keep out by `/robots.txt`. A header that says so (`X-Robots-Tag`) no rule can set.
 */
export interface PreviewProps {
  /**
   * IPv4 ranges of those who may, at most 3: a rule takes 5 values in all (AWS, "Quotas for your Application Load
   * Balancers"). They are compared with the address that the load balancer sees, which behind a proxy is the proxy's.
   *
   * @default - everybody who is let in at all
   */
  readonly clientCidrs?: string[];
}
