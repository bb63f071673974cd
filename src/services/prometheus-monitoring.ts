import { join } from 'path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, Fn, TerraformAsset, Token } from 'cdktf';
import { Construct } from 'constructs';
import { PrometheusMonitoringProps } from './prometheus-monitoring-props';
import { invalid } from '../platform/invalid';

/** The chart is beside `src` and, in the package, beside `lib`: the same way up from both. */
const CHART = join(__dirname, '..', '..', 'charts', 'monitoring');

/**
 * Alerts for Prometheus and a dashboard for Grafana, on any Kubernetes where the Prometheus Operator runs: pods that are
 * not there or start again and again, Jobs that failed, volumes and memory that run out, a worker that runs in two
 * colours.
 *
 * DocNow has no metrics of its own, so this is what kube-state-metrics and the kubelets tell. What only the stores know (the
 * queue's length, Elasticsearch's heap) comes from exporters, which this does not install: their rules are there and say
 * nothing until one is (docs/observability.md). Without Helm, the same is in `charts/monitoring/files`.
 */
export class PrometheusMonitoring extends Construct {
  /** The Helm release, to set what this construct does not. */
  public readonly release: Release;

  /**
   * Makes a PrometheusRule, a PodMonitor and the ConfigMap of a dashboard.
   *
   * @throws when `namespaces` is no regular expression of names
   */
  constructor(scope: Construct, id: string, props: PrometheusMonitoringProps) {
    super(scope, id);
    const { namespaces = 'docnow-.*' } = props;
    if (!Token.isUnresolved(namespaces) && !/^[a-z0-9.*|()-]+$/.test(namespaces)) {
      throw invalid(this, {
        property: 'namespaces',
        value: namespaces,
        because: 'which is no regular expression of names of namespaces',
        wayOut: 'Use lower case letters, digits, hyphens and . * | ( ), such as docnow-(blue|green|data).',
      });
    }
    props.cluster.connect(this);
    const chart = new TerraformAsset(this, 'Chart', { path: CHART, type: AssetType.DIRECTORY });
    this.release = new Release(this, 'Release', {
      name: 'docnow-monitoring',
      namespace: props.namespace,
      chart: `./${chart.path}`,
      values: [Fn.jsonencode({ namespaces, labels: props.labels ?? {} })],
      // A release that failed is taken back, so that the next apply begins anew.
      atomic: true,
      timeout: 120,
      maxHistory: 3,
    });
  }
}
