import { IKubernetesCluster } from '../../platform/kubernetes-cluster';

/**
 * Which colours a guard asks a cluster about. Whoever plans has to be allowed to list there what the guard reads
 * (docs/guards.md).
 */
export interface ClusterGuardProps {
  /** The cluster that the colours run in. */
  readonly cluster: IKubernetesCluster;
  /**
   * By colour, its namespace. A colour that is not named runs elsewhere, and the cluster is not asked about it.
   *
   * @default - `docnow-COLOUR` for each target but `legacy` and a page, which needs nobody healthy
   */
  readonly namespaces?: { [color: string]: string };
}
