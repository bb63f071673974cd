import { Token } from 'cdktf';
import { MetricOptions, MetricProps } from './metric-props';

/** A metric of CloudWatch and how it is looked at, for `Alarms` and `Dashboard`. It is a name: making one costs nothing. */
export class Metric {
  /** Whose metric it is. */
  public readonly namespace: string;
  /** Its name. */
  public readonly metricName: string;
  /** What it is about. */
  public readonly dimensions: { [name: string]: string };
  /** What is made of the values of a period. */
  public readonly statistic: string;
  /** The length of a period in seconds. */
  public readonly period: number;
  /** How it is called in a graph. */
  public readonly label: string;

  /**
   * Any metric of CloudWatch, such as one of your own. Its statistic is `Average` over 60 seconds unless said otherwise.
   *
   * @throws when CloudWatch has no such statistic or period
   */
  constructor(props: MetricProps) {
    const { namespace, metricName, statistic = 'Average', period = 60 } = props;
    this.namespace = namespace;
    this.metricName = metricName;
    this.dimensions = { ...props.dimensions };
    this.statistic = statistic;
    this.period = period;
    this.label = props.label ?? metricName;
    check(props, statistic, period);
  }

  /** The same metric, looked at otherwise. */
  public withOptions(options: MetricOptions): Metric {
    return new Metric({ ...this, ...options });
  }
}

const STATISTIC = /^(SampleCount|Average|Sum|Minimum|Maximum|p(100|\d{1,2}(\.\d{1,10})?))$/;

/** CloudWatch API Reference, `PutMetricAlarm`: `Statistic`, `ExtendedStatistic`, `Period`. */
function check({ namespace, metricName }: MetricProps, statistic: string, period: number): void {
  const refuse = (property: string, value: unknown, wayOut: string) =>
    new Error(`Metric ${namespace} ${metricName}: ${property} is ${value}, which CloudWatch does not take. ${wayOut}`);
  if (!Token.isUnresolved(statistic) && !STATISTIC.test(statistic)) {
    throw refuse('statistic', `'${statistic}'`, 'Use SampleCount, Average, Sum, Minimum, Maximum or p99.');
  }
  if (!Token.isUnresolved(period) && ![10, 20, 30].includes(period) && !(period > 0 && period % 60 === 0)) {
    throw refuse('period', period, 'Use 10, 20, 30, or a multiple of 60 (seconds).');
  }
}
