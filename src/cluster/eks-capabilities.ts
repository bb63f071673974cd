import { ClusterCapability } from '../platform/cluster-capability';

/** Internal: what an EKS cluster with every add-on and controller can do: all but the Gateway API, which neither brings. */
export const EKS_CAPABILITIES = Object.values(ClusterCapability).filter((one) => one !== ClusterCapability.GATEWAY_API);
