import { TargetHealthCheck } from '../../target-health-check';
import { TargetProtocol } from '../../target-protocol';

/** What the server is like that DocNow runs on outside Kubernetes. */
export interface LegacyServerProps {
  /**
   * The port that DocNow listens on there.
   *
   * @default 3000
   */
  readonly port?: number;
  /**
   * What that port speaks.
   *
   * @default TargetProtocol.HTTP
   */
  readonly protocol?: TargetProtocol;
  /**
   * How the load balancer finds out whether the server can serve.
   *
   * @default - as for the pods: /api/v1/setup answers 200, asked every 10 s
   */
  readonly healthCheck?: TargetHealthCheck;
  /**
   * The security group of the server: it is opened for the load balancer, and the load balancer for it, on the port and the
   * health check's. Of another VPC, when that is peered with the load balancer's in the same region (Amazon VPC Peering
   * Guide, "Update your security groups to reference peer security groups").
   *
   * @default - instances: the load balancer may reach the port in `network`'s security group alone. An address: the load
   * balancer may reach it, and whoever owns the server opens it for `network.publicSubnetCidrs`
   */
  readonly securityGroupId?: string;
}
