import { IConstruct } from 'constructs';
import { ClusterCapability } from './cluster-capability';
import { invalid } from './invalid';
import { IKubernetesCluster } from './kubernetes-cluster';
import { requireCapability } from './require-capability';
import { meant } from './wildcards';

const WAY_OUT = 'Run what keeps data on nodes, such as Compute.managedNodes()';

/** Internal: refuses to keep data where no pod can mount a block volume. @throws with what is missing and the way out */
export function requireBlockVolumes(scope: IConstruct, cluster: IKubernetesCluster, namespace: string): void {
  const capability = ClusterCapability.BLOCK_VOLUMES;
  requireCapability(scope, cluster, { capability, why: 'its volumes can be mounted by no pod', wayOut: WAY_OUT });
  if (!meant(namespace, cluster.nodelessNamespaces ?? [])) return;
  throw invalid(scope, {
    property: 'namespace',
    value: namespace,
    because: `whose pods run without nodes (${cluster.nodelessNamespaces!.join(', ')}) and cannot mount its volumes`,
    wayOut: 'Take a namespace that is not among those, or name fewer of them to Compute.fargate()',
  });
}
