import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type {
  HorizontalPodAutoscalerV2,
  HorizontalPodAutoscalerV2SpecMetric,
} from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import { Construct } from 'constructs';
import { Autoscaling, MetricTarget, ScaleDown } from './autoscaling';
import { makeHorizontalPodAutoscaler } from '../../platform/workloads';

/** The argument of a Deployment that is the autoscaler's: Terraform sets it once, when it makes the Deployment. */
export const SCALED = ['spec[0].replicas'];

/** What is said of an autoscaler, with every default filled in. */
export interface FilledAutoscaling extends Autoscaling {
  readonly min: number;
  readonly scaleDown: Required<ScaleDown>;
}

/** Fills in the defaults. */
export function filled(given: Autoscaling): FilledAutoscaling {
  const others = [given.memoryUtilization, ...(given.podMetrics ?? []), ...(given.externalMetrics ?? [])];
  const aimless = others.every((target) => target === undefined);
  return {
    ...given,
    min: given.min ?? 2,
    cpuUtilization: given.cpuUtilization ?? (aimless ? 70 : undefined),
    scaleDown: { stabilizationSeconds: 300, pods: 1, periodSeconds: 60, ...given.scaleDown },
  };
}

/** Makes what scales a Deployment. */
export function makeAutoscaler(
  scope: Construct,
  metadata: { readonly namespace: string; readonly labels: Record<string, string> },
  deployment: DeploymentV1,
  { min, max, scaleDown, ...targets }: FilledAutoscaling,
): HorizontalPodAutoscalerV2 {
  const { name } = deployment.metadata;
  return makeHorizontalPodAutoscaler(scope, 'Autoscaler', {
    metadata: { ...metadata, name: 'web' },
    spec: {
      minReplicas: min,
      maxReplicas: max,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      metric: metrics(targets),
      behavior: {
        // What Kubernetes does when it is told nothing ("Horizontal Pod Autoscaling", default behavior).
        scaleUp: [
          {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policy: [
              { type: 'Percent', value: 100, periodSeconds: 15 },
              { type: 'Pods', value: 4, periodSeconds: 15 },
            ],
          },
        ],
        scaleDown: [
          {
            stabilizationWindowSeconds: scaleDown.stabilizationSeconds,
            selectPolicy: 'Max',
            policy: [{ type: 'Pods', value: scaleDown.pods, periodSeconds: scaleDown.periodSeconds }],
          },
        ],
      },
    },
  });
}

function metrics(targets: Omit<Autoscaling, 'max'>): HorizontalPodAutoscalerV2SpecMetric[] {
  const { cpuUtilization, memoryUtilization, podMetrics = [], externalMetrics = [] } = targets;
  const resources = Object.entries({ cpu: cpuUtilization, memory: memoryUtilization });
  return [
    ...resources.flatMap(([name, averageUtilization]) =>
      averageUtilization === undefined
        ? []
        : [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }],
    ),
    ...podMetrics.map((one) => ({ type: 'Pods', pods: metric(one) })),
    ...externalMetrics.map((one) => ({ type: 'External', external: metric(one) })),
  ];
}

function metric({ name, averageValue, labels }: MetricTarget) {
  const selector = labels && [{ matchLabels: labels }];
  return { metric: { name, selector }, target: { type: 'AverageValue', averageValue: shortest(averageValue) } };
}

/** An amount as Kubernetes gives it back, or a plan would differ: `500m`, `50`, `2k` ("Quantity", canonical form). */
function shortest(amount: number): string {
  let [value, unit] = [Math.round(amount * 1000), 0];
  const units = ['m', '', 'k', 'M', 'G', 'T'];
  while (value % 1000 === 0 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value}${units[unit]}`;
}
