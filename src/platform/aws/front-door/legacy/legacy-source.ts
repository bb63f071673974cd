import { IConstruct, Construct } from 'constructs';
import { ILoadBalancerNetwork } from '../../load-balancer-network';

/** Internal: what a legacy server is registered in. */
export interface LegacyRegistration {
  readonly network: ILoadBalancerNetwork;
  readonly targetGroupArn: string;
  readonly port: number;
}

/** Internal: where a legacy server is, and how it gets into its target group. */
export interface LegacySource {
  readonly targetType: 'ip' | 'instance';
  /** The range that the load balancer has to be let out to, if it is known. */
  readonly cidr?: string;
  check(scope: IConstruct): void;
  register(scope: Construct, registration: LegacyRegistration): void;
}

/** Internal: somebody else registers it, and Terraform does not look. */
export class Elsewhere implements LegacySource {
  readonly targetType = 'instance';

  check(): void {
    // Nothing is known of it.
  }

  register(): void {
    // Whoever does it keeps it so.
  }
}
