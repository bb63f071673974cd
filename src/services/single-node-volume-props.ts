import { DataNamespace } from './data-namespace';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';

/** What a volume on one node's disk needs. */
export interface SingleNodeVolumeProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** The namespace of the claim that the volume is made for. */
  readonly namespace: DataNamespace;
  /**
   * The StorageClass. It has to make folders of a node, as the default ones of kind, k3d, minikube and Docker Desktop do.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * The size to ask for, in GiB. Classes of this kind do not keep to it: the node's disk is the limit.
   *
   * @default 1
   */
  readonly storageGiB?: number;
  /**
   * The claim's name in each namespace.
   *
   * @default user-data
   */
  readonly name?: string;
  /**
   * The number of the user that writes the files, as of the release.
   *
   * @default 1000
   */
  readonly user?: number;
  /**
   * An image with a shell, in which the folder is tried.
   *
   * @default busybox:1.37.0
   */
  readonly image?: string;
}
