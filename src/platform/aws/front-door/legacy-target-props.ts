/** The server that DocNow runs on outside Kubernetes. */
export interface LegacyTargetProps {
  /**
   * EC2 instances in the load balancer's VPC.
   *
   * @default - none yet: whoever registers them later keeps them, Terraform does not look
   */
  readonly instanceIds?: string[];
  /**
   * The port that DocNow listens on there.
   *
   * @default 3000
   */
  readonly port?: number;
  /**
   * The security group of the instances, which is opened for the load balancer.
   *
   * @default - left as it is; the load balancer reaches the port in `network`'s security group alone
   */
  readonly securityGroupId?: string;
}
