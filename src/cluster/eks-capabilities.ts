import { ClusterCapability } from '../platform/cluster-capability';

/**
 * Internal: what an EKS cluster with every add-on and controller can do: all but the Gateway API, which neither brings,
 * and what its nodes' kernel has to be told.
 */
export const EKS_CAPABILITIES = Object.values(ClusterCapability).filter(
  (one) => one !== ClusterCapability.GATEWAY_API && one !== ClusterCapability.MEMORY_MAPS,
);
