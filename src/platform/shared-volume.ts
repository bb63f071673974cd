import { Construct } from 'constructs';

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
   * @param namespace the namespace of the pods
   * @returns the name of a PersistentVolumeClaim in that namespace
   */
  mount(scope: Construct, id: string, namespace: string): string;
}
