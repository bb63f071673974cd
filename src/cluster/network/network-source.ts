import { Construct } from 'constructs';
import { RoutedNetwork } from './bound-network';
import { NetworkContext } from './network-context';
import { NamedRange } from './overlaps';

/** Internal: where a cluster's network comes from. */
export interface NetworkSource {
  /** Whether it has IPv6. */
  readonly ipv6: boolean;
  /** Its ranges, after what can be known of them at synth was checked. */
  ranges(scope: Construct): NamedRange[];
  make(scope: Construct, id: string, context: NetworkContext): RoutedNetwork;
}
