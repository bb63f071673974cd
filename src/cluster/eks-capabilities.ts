import { ClusterCapability } from '../platform/cluster-capability';

const { GATEWAY_API, KEDA, MEMORY_MAPS } = ClusterCapability;

/**
 * Internal: what an EKS cluster with every add-on and controller can do: all but the Gateway API and KEDA, which neither
 * brings, and what its nodes' kernel has to be told.
 */
export const EKS_CAPABILITIES = Object.values(ClusterCapability).filter(
  (one) => ![GATEWAY_API, KEDA, MEMORY_MAPS].includes(one),
);
