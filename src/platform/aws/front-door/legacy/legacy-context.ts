import { ILoadBalancerNetwork } from '../../load-balancer-network';

/** Internal: the front door that a legacy server is behind. */
export interface LegacyContext {
  readonly name: string;
  readonly network: ILoadBalancerNetwork;
  readonly deregistrationDelay: number;
  readonly removalProtection: boolean;
}
