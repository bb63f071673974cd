import {
  CloudwatchMetricAlarm,
  CloudwatchMetricAlarmMetricQuery,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { Metric } from './metric';

/** Internal: what an alarm watches: a metric, or a formula of several. */
export interface Watched {
  /** Metrics by the names that they have in the formula: small letters first. */
  readonly metrics: { readonly [id: string]: Metric };
  /** CloudWatch's metric math ("Using math expressions with CloudWatch metrics"). @default - the one metric itself */
  readonly expression?: string;
}

/** Internal: when an alarm rings. */
export interface AlarmSpec extends Watched {
  readonly name: string;
  /** For whoever is woken: what it means and what to look at. */
  readonly description: string;
  readonly comparison: string;
  readonly threshold: number;
  /** How many of the latest `of` periods have to be so. */
  readonly datapoints: number;
  readonly of: number;
  /** @default - no data is no trouble */
  readonly missing?: 'notBreaching' | 'breaching' | 'ignore' | 'missing';
}

/** Internal: makes an alarm that tells a topic when it begins and when it is over. */
export function makeAlarm(scope: Construct, id: string, topicArn: string, spec: AlarmSpec): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: spec.name,
    alarmDescription: spec.description,
    comparisonOperator: spec.comparison,
    threshold: spec.threshold,
    datapointsToAlarm: spec.datapoints,
    evaluationPeriods: spec.of,
    treatMissingData: spec.missing ?? 'notBreaching',
    metricQuery: queries(spec),
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}

function queries({ metrics, expression }: Watched): CloudwatchMetricAlarmMetricQuery[] {
  const entries = Object.entries(metrics);
  const asked = entries.map(([id, { namespace, metricName, dimensions, statistic, period }]) => ({
    id,
    metric: { namespace, metricName, dimensions, stat: statistic, period },
    returnData: expression === undefined,
  }));
  return expression === undefined ? asked : [{ id: 'result', expression, label: 'result', returnData: true }, ...asked];
}
