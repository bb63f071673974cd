import { AlarmSpec } from './alarm';
import { AlarmsProps } from './alarms-props';
import { ContainerInsights } from './container-insights';
import { Color } from '../../color';
import { EfsVolume } from '../efs-volume';

/** Internal: an alarm, and the rest of its name. */
export interface NamedSpec extends Omit<AlarmSpec, 'name'> {
  readonly id: string;
}

/** Requests in a minute, below which a part of them says nothing: one error of five is not a bad fifth of a minute. */
const ENOUGH = 20;
const [MORE, LESS] = ['GreaterThanThreshold', 'LessThanThreshold'];

/** Internal: what is watched of the way in: of each colour, of the load balancer itself, and of its certificate. */
export function frontDoorSpecs(props: AlarmsProps): NamedSpec[] {
  const { frontDoor, maxErrorPercentage = 1, minCertificateDays = 30 } = props;
  return [
    ...frontDoor.targets.flatMap(({ color }) => colorSpecs(color, props)),
    {
      id: 'load-balancer-errors',
      description:
        'The load balancer answers 5xx itself: it finds no healthy target (503), targets hang up (502) or are too slow (504).',
      // Requests for which it finds no target are not among the requests that it counts (Application Load Balancers guide,
      // "CloudWatch metrics", RequestCount).
      metrics: { errors: frontDoor.metricLoadBalancer5xxCount(), requests: frontDoor.metricTotalRequestCount() },
      expression: rate('FILL(errors, 0)', 'FILL(errors, 0) + FILL(requests, 0)'),
      ...threeOfFive(MORE, maxErrorPercentage),
    },
    {
      id: 'certificate',
      description:
        'The certificate nears its end, so ACM could not renew it. Look whether its record in the zone is there.',
      metrics: { days: frontDoor.metricCertificateDaysToExpiry() },
      comparison: LESS,
      threshold: minCertificateDays,
      datapoints: 1,
      of: 1,
      // There is no more data once it has ended: then the alarm goes on.
      missing: 'ignore',
    },
  ];
}

function colorSpecs(color: Color, props: AlarmsProps): NamedSpec[] {
  const { frontDoor, minHealthyTargets = 2, maxErrorPercentage = 1, maxLatency = 2.5 } = props;
  const { name } = color;
  const requests = frontDoor.metricRequestCount(color);
  // The legacy server is one.
  const least = name === Color.LEGACY.name ? 1 : minHealthyTargets;
  return [
    {
      id: `${name}-errors`,
      description: `DocNow answers 5xx in ${name}. Look at the log of its web pods.`,
      metrics: { errors: frontDoor.metricTarget5xxCount(color), requests },
      expression: rate('FILL(errors, 0)', 'requests'),
      ...threeOfFive(MORE, maxErrorPercentage),
    },
    {
      id: `${name}-unhealthy`,
      description: `The load balancer finds targets sick in ${name}. Look at readiness and log of its web pods.`,
      metrics: { unhealthy: frontDoor.metricUnhealthyHostCount(color) },
      comparison: MORE,
      threshold: 0,
      // A node that goes takes its targets along, and Kubernetes has others in their place within 5 minutes.
      datapoints: 5,
      of: 5,
    },
    {
      id: `${name}-too-few`,
      description: `Requests go to ${name}, which has fewer than ${least} healthy targets.`,
      metrics: { requests, healthy: frontDoor.metricHealthyHostCount(color) },
      expression: `IF(FILL(requests, 0) > 0 AND FILL(healthy, 0) < ${least}, 1, 0)`,
      ...threeOfFive(MORE, 0),
    },
    {
      id: `${name}-latency`,
      description: `One of 100 requests to ${name} takes longer than ${maxLatency} s. Look at Elasticsearch or the database first.`,
      metrics: { requests, latency: frontDoor.metricTargetResponseTime(color).withOptions({ statistic: 'p99' }) },
      expression: `IF(FILL(requests, 0) >= ${ENOUGH}, latency, 0)`,
      // Longer than a search that nobody will repeat.
      ...threeOfFive(MORE, maxLatency),
      datapoints: 8,
      of: 10,
    },
  ];
}

/** Internal: what is watched of the files. With elastic throughput there are no credits that could run out. */
export function dataSpecs(userData: EfsVolume): NamedSpec[] {
  return [
    {
      id: 'user-data-io',
      description: 'The file system with the user data is near the number of operations that EFS allows it.',
      metrics: { used: userData.metricPercentIoLimit() },
      comparison: MORE,
      threshold: 95,
      datapoints: 15,
      of: 15,
    },
  ];
}

/** Internal: what is watched of the nodes. */
export function nodeSpecs(insights: ContainerInsights): NamedSpec[] {
  return [
    {
      id: 'nodes',
      description: 'A node is not healthy: kubectl describe node tells why.',
      metrics: { failed: insights.metricFailedNodeCount() },
      comparison: MORE,
      threshold: 0,
      datapoints: 5,
      of: 5,
    },
    {
      id: 'node-disks',
      description: 'The disk of a node is filling up. Above 85 % its kubelet begins to remove images, then pods.',
      metrics: { used: insights.metricNodeFilesystemUtilization() },
      // The kubelet's imageGCHighThresholdPercent is 85 (Kubernetes, "Garbage Collection").
      comparison: MORE,
      threshold: 85,
      datapoints: 10,
      of: 10,
    },
  ];
}

/** Long enough to be no blip, short enough to be woken within five minutes. */
function threeOfFive(comparison: string, threshold: number) {
  return { comparison, threshold, datapoints: 3, of: 5 };
}

/** The part in percent, of enough to speak of. */
function rate(part: string, all: string): string {
  return `IF(${all} >= ${ENOUGH}, 100 * ${part} / (${all}), 0)`;
}
