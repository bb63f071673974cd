import { IKubernetesCluster } from '../platform/kubernetes-cluster';

/** Where the Prometheus of a cluster looks, and at what. */
export interface PrometheusMonitoringProps {
  /** The cluster. The Prometheus Operator has to be in it, with kube-state-metrics. */
  readonly cluster: IKubernetesCluster;
  /** The namespace in which it looks for rules and Grafana for dashboards, such as `monitoring`. It has to exist. */
  readonly namespace: string;
  /**
   * A regular expression of Prometheus that the names of all colours' and the data's namespaces match.
   *
   * @default docnow-.*
   */
  readonly namespaces?: string;
  /**
   * Labels by which the Prometheus Operator selects rules and monitors, such as `{ release: 'kube-prometheus-stack' }`.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };
}
