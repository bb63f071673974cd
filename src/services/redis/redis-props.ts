import { IKubernetesCluster } from '../../platform/kubernetes-cluster';
import { DataNamespace } from '../data-namespace';

/** What Redis needs. */
export interface RedisProps {
  /** The cluster to run on. */
  readonly cluster: IKubernetesCluster;
  /** The namespace to run in. */
  readonly namespace: DataNamespace;
  /**
   * The name of the Service and of all else that is made.
   *
   * @default redis
   */
  readonly name?: string;
  /**
   * The container image, with its tag or digest; the program in it must run as user 999, as Docker's official image
   * does, or say so in `user`.
   *
   * @default redis:7.2.15
   */
  readonly image?: string;
  /**
   * The number of the user that the program runs as.
   *
   * @default 999
   */
  readonly user?: number;
  /**
   * The container's memory in MiB, 64 or more. Half of it is for data; then Redis refuses to write more. The rest is
   * for rewriting its log, which may double what Redis uses.
   *
   * @default 512
   */
  readonly memoryMiB?: number;
  /**
   * Processor time that the container is given at least, in thousandths of a core. It may use more.
   *
   * @default 100
   */
  readonly cpuMillicores?: number;
  /**
   * The volume's size in GiB. It counts when the volume is made: a change later replaces the StatefulSet and leaves
   * the volume as it is, so grow it by its PersistentVolumeClaim.
   *
   * @default 8
   */
  readonly storageGiB?: number;
  /**
   * The StorageClass of the volume, such as `ebsStorageClass.name`.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * The namespace of KEDA, such as `keda`: its operator, which is told by the label `app: keda-operator` there, is let in to
   * ask how long the lists are that workers are scaled by.
   *
   * @default - KEDA is kept out
   */
  readonly kedaNamespace?: string;
}
