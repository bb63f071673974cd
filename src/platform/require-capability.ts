import { IConstruct } from 'constructs';
import { ClusterCapability } from './cluster-capability';
import { invalid } from './invalid';
import { IKubernetesCluster } from './kubernetes-cluster';

/** Internal: refuses a cluster that lacks what a construct needs. @throws with what is missing, for what, and the way out */
export function requireCapability(
  scope: IConstruct,
  cluster: IKubernetesCluster,
  {
    capability,
    why,
    wayOut,
  }: { readonly capability: ClusterCapability; readonly why: string; readonly wayOut: string },
): void {
  if (cluster.capabilities.includes(capability)) return;
  const value = cluster.capabilities;
  throw invalid(scope, { property: 'cluster.capabilities', value, because: `without ${capability}, ${why}`, wayOut });
}
