import { Release } from '@cdktf/provider-helm/lib/release';
import { Fn, ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ControllerMirror } from './controller-mirror';
import { repositoryOf } from './mirrored';
import { PinnedChart } from './pinned';

/** Internal: what a release of a controller's chart is told. */
export interface ControllerChartProps {
  readonly pinned: PinnedChart;
  readonly mirror: ControllerMirror;
  readonly namespace: string;
  readonly values: object;
  /** Whether the kinds that the chart has apart from its templates are left out. */
  readonly skipCrds?: boolean;
  readonly dependsOn: ITerraformDependable[];
}

/** Seconds for images to be pulled and pods to be ready; and at the end, for objects with finalizers to be gone. */
const PATIENCE = 600;

/** Internal: installs a chart under its own name, and waits until it is there, or gone. */
export function controllerChart(scope: Construct, id: string, props: ControllerChartProps): Release {
  const { pinned } = props;
  return new Release(scope, id, {
    name: pinned.chart,
    namespace: props.namespace,
    repository: repositoryOf(pinned, props.mirror),
    chart: pinned.chart,
    version: pinned.version,
    values: [Fn.jsonencode(props.values)],
    skipCrds: props.skipCrds,
    // A release that failed is taken back, so that the next apply begins anew.
    atomic: true,
    wait: true,
    timeout: PATIENCE,
    maxHistory: 3,
    dependsOn: props.dependsOn,
  });
}
