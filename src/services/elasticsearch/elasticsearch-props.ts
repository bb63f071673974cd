import { DataNamespace } from '../data-namespace';
import { ElasticsearchSnapshots } from './elasticsearch-snapshots';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';

/** What Elasticsearch needs. */
export interface ElasticsearchProps {
  /** The cluster to run on; its `elasticsearchNodes` say where. */
  readonly cluster: IKubernetesCluster;
  /** The namespace to run in. */
  readonly namespace: DataNamespace;
  /**
   * How many nodes: 1, 2 (no loss survived, but two copies of the data), 3 or a larger odd number. It is changed in
   * place, and no pod restarts. Terraform refuses to take nodes away until they were drained: docs/elasticsearch.md.
   *
   * @default 3
   */
  readonly nodes?: number;
  /**
   * The version, from 5.5.0 on: settings' names follow it. Before 6.5 the nodes' kernel must allow 262144
   * memory-mapped areas (`vm.max_map_count`), as those of `Compute.managedNodes()` do: a cluster that has neither
   * `elasticsearchNodes` nor the capability `MEMORY_MAPS` is refused. Later versions are told to do without.
   *
   * @default 6.8.23
   */
  readonly version?: string;
  /**
   * The container image of that version, with its tag or digest, when it is not Elastic's own: a copy in your
   * registry, for example. It must be made like Elastic's: settings by environment variables, bash and curl in it.
   *
   * @default - docker.elastic.co/elasticsearch/elasticsearch-oss:VERSION; elasticsearch:VERSION before 6.0 and from 7.11 on
   */
  readonly image?: string;
  /**
   * The name of the Service and of all else that is made.
   *
   * @default elasticsearch
   */
  readonly name?: string;
  /**
   * Each node's memory in MiB, 1024 or more.
   *
   * @default 2048
   */
  readonly memoryMiB?: number;
  /**
   * Each node's heap in MiB, from 256 to half of its memory, at most 31 GiB.
   *
   * @default - half of the memory, at most 31 GiB
   */
  readonly heapMiB?: number;
  /**
   * Processor time that each node is given at least, in thousandths of a core. It may use more.
   *
   * @default 500
   */
  readonly cpuMillicores?: number;
  /**
   * The size of each node's volume in GiB. Terraform refuses a change and says how the volumes grow, pods running:
   * docs/elasticsearch.md.
   *
   * @default 20
   */
  readonly storageGiB?: number;
  /**
   * The StorageClass of the volumes, such as `ebsStorageClass.name`.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * Where snapshots of all indices are kept, and when they are made. Copies on other nodes outlast a lost volume, but no
   * mistake: only a snapshot brings back what was deleted.
   *
   * @default - none
   */
  readonly snapshots?: ElasticsearchSnapshots;
  /**
   * Whether the first node may found a cluster, from 7.0 on. Turn it off once the cluster is there, as Elastic asks:
   * then the first node cannot found a second one if it ever loses its volume.
   *
   * @default true
   */
  readonly bootstrap?: boolean;
}
