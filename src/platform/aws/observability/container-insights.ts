import { Metric } from './metric';

/**
 * The metrics that CloudWatch Container Insights has of a cluster, which it has where the CloudWatch agent runs:
 * `containerInsights: true` of `DocNowCluster`. Where it does not, there is no data, and alarms stay silent.
 *
 * It knows nodes and pods from outside. How full a volume, a heap or a queue is, it does not know: that takes an exporter
 * (docs/observability.md).
 */
export class ContainerInsights {
  /** @param clusterName the name of the EKS cluster, `cluster.name` */
  constructor(
    /** The name of the EKS cluster. */
    public readonly clusterName: string,
  ) {}

  /** How many nodes have a condition that no healthy node has, such as pressure of memory or disk. */
  public metricFailedNodeCount(): Metric {
    return this.metric('cluster_failed_node_count', {}, 'Maximum');
  }

  /** How full the fullest disk of a node is, in percent. */
  public metricNodeFilesystemUtilization(): Metric {
    return this.metric('node_filesystem_utilization', {}, 'Maximum');
  }

  /**
   * How often the containers of a workload's pods were started again, summed up since the pods came.
   *
   * @param namespace such as `docnow-blue`
   * @param workload the name of the Deployment or StatefulSet, such as `web`
   */
  public metricContainerRestarts(namespace: string, workload: string): Metric {
    return this.metric('pod_number_of_container_restarts', { PodName: workload, Namespace: namespace }, 'Maximum');
  }

  /**
   * How much of its limit of memory the pod of a workload has that is nearest to it, in percent.
   *
   * @param namespace such as `docnow-data`
   * @param workload the name of the Deployment or StatefulSet, such as `elasticsearch`
   */
  public metricMemoryUtilization(namespace: string, workload: string): Metric {
    return this.metric('pod_memory_utilization_over_pod_limit', { PodName: workload, Namespace: namespace }, 'Maximum');
  }

  private metric(metricName: string, about: { [name: string]: string }, statistic: string): Metric {
    const dimensions = { ...about, ClusterName: this.clusterName };
    return new Metric({ namespace: 'ContainerInsights', metricName, dimensions, statistic });
  }
}
