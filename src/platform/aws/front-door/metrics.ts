import { Metric } from '../observability/metric';

/** Internal: the metrics of an Application Load Balancer ("CloudWatch metrics for your Application Load Balancer"). */
export function balancerMetric(
  metricName: string,
  statistic: string,
  label: string,
  loadBalancer: string,
  targetGroup?: string,
): Metric {
  const dimensions = { LoadBalancer: loadBalancer, ...(targetGroup === undefined ? {} : { TargetGroup: targetGroup }) };
  return new Metric({ namespace: 'AWS/ApplicationELB', metricName, dimensions, statistic, label });
}
