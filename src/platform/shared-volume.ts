import { Construct } from 'constructs';
import { IKubernetesCluster } from './kubernetes-cluster';

/** Where pods want to read and write a volume. */
export interface VolumeMountProps {
  /** The cluster of the pods. */
  readonly cluster: IKubernetesCluster;
  /** The namespace of the pods. */
  readonly namespace: string;
}

/**
 * Files that pods of several namespaces read and write at once: DocNow's `userData`, which workers write and web serves.
 *
 * They belong to no colour: removing an environment takes away its claim, never the files.
 */
export interface ISharedVolume {
  /**
   * Makes the volume available in a namespace.
   *
   * @param scope where the Kubernetes resources are made; its stack is connected to the cluster
   * @param id their construct id
   * @param props where the pods are
   * @returns the name of a PersistentVolumeClaim in that namespace
   * @throws when no pod of the cluster can mount it, with the way out
   */
  mount(scope: Construct, id: string, props: VolumeMountProps): string;
}
