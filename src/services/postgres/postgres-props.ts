import { DataNamespace } from '../data-namespace';
import { PostgresBackups } from './postgres-backups';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';
import { SecretKeyReference } from '../../platform/secret-key-reference';

/** What PostgreSQL needs. */
export interface PostgresProps {
  /** The cluster to run on. */
  readonly cluster: IKubernetesCluster;
  /** The namespace to run in. */
  readonly namespace: DataNamespace;
  /**
   * The password of the database's owner: a key of a Secret in `namespace`.
   *
   * @default - one that is made when Terraform applies and stands in no state: key `password` of the Secret NAME-password
   */
  readonly password?: SecretKeyReference;
  /**
   * The version, from 13 on, with its minor number. A newer minor version is taken in place. Another major version cannot
   * read the data: a plan that would try is refused. Dump and restore instead (docs/postgres.md).
   *
   * @default 17.9
   */
  readonly version?: string;
  /**
   * The container image of that version, with its tag or digest, when it is not Docker's official one: a copy in your
   * registry, for example. It must be made like that: its entrypoint makes the database, SIGINT stops it.
   *
   * @default - postgres:VERSION
   */
  readonly image?: string;
  /**
   * The number of the user that the image knows as `postgres`; 70 in official images made from Alpine.
   *
   * @default 999
   */
  readonly user?: number;
  /**
   * The name of the Service and of all else that is made.
   *
   * @default postgres
   */
  readonly name?: string;
  /**
   * The name of the database. It counts at the first start.
   *
   * @default docnow
   */
  readonly databaseName?: string;
  /**
   * The name of the user who owns the database and is no superuser. It counts at the first start.
   *
   * @default docnow
   */
  readonly username?: string;
  /**
   * The container's memory in MiB, 512 or more. The server's settings follow from it.
   *
   * @default 1024
   */
  readonly memoryMiB?: number;
  /**
   * How many may be connected at once. Each of DocNow's pods, web and workers, takes up to 10.
   *
   * @default 100
   */
  readonly maxConnections?: number;
  /**
   * Processor time that the container is given at least, in thousandths of a core. It may use more.
   *
   * @default 250
   */
  readonly cpuMillicores?: number;
  /**
   * The volume's size in GiB, 4 or more: the write-ahead log alone grows to 1 GiB. It counts when the volume is made: a
   * change later replaces the StatefulSet and leaves the volume as it is, so grow it by its PersistentVolumeClaim.
   *
   * @default 20
   */
  readonly storageGiB?: number;
  /**
   * The StorageClass of the volume, such as `ebsStorageClass.name`.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * Where backups go, and when.
   *
   * @default - every night to a volume of their own, 14 are kept: PostgresBackups.toClaim()
   */
  readonly backups?: PostgresBackups;
  /**
   * Whether Terraform refuses to remove the password that was made here. Volumes stay as their StorageClass says.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
