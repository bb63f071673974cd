import { IConstruct } from 'constructs';
import { ClusterCapability } from './cluster-capability';
import { invalid } from './invalid';
import { IKubernetesCluster } from './kubernetes-cluster';
import { requireCapability } from './require-capability';
import { meant } from './wildcards';

/** Internal: refuses to keep data where no pod can mount a block volume. @throws with what is missing and the way out */
export function requireBlockVolumes(
  scope: IConstruct,
  cluster: IKubernetesCluster,
  { namespace, storageClassName }: { readonly namespace: string; readonly storageClassName?: string },
): void {
  if (meant(namespace, cluster.nodelessNamespaces ?? [])) {
    throw invalid(scope, {
      property: 'namespace',
      value: namespace,
      because: `whose pods run without nodes (${cluster.nodelessNamespaces!.join(', ')}) and cannot mount its volumes`,
      wayOut:
        'Run what keeps data on nodes: name fewer namespaces to Compute.fargate(), and give elasticsearchCompute nodes',
    });
  }
  // Whoever names a class knows what makes its volumes.
  if (storageClassName !== undefined) return;
  requireCapability(scope, cluster, {
    capability: ClusterCapability.BLOCK_VOLUMES,
    why: 'nothing makes a volume for a claim that names no class',
    wayOut: 'Name a StorageClass that the cluster has by storageClassName',
  });
}
