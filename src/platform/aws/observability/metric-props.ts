/** How a metric is looked at. */
export interface MetricOptions {
  /**
   * What is made of the values of a period: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as
   * `p99`.
   *
   * @default - as the metric has it
   */
  readonly statistic?: string;
  /**
   * The length of a period in seconds: 10, 20, 30, or a multiple of 60.
   *
   * @default - as the metric has it
   */
  readonly period?: number;
  /**
   * How it is called in a graph.
   *
   * @default - as the metric has it
   */
  readonly label?: string;
}

/** Names a metric of CloudWatch. */
export interface MetricProps extends MetricOptions {
  /** Whose metric it is, such as `AWS/ApplicationELB`. */
  readonly namespace: string;
  /** Its name, such as `RequestCount`. */
  readonly metricName: string;
  /**
   * What it is about, such as `{ LoadBalancer: 'app/docnow/0123456789abcdef' }`. CloudWatch finds a metric by all of its
   * dimensions, never by some.
   *
   * @default - none
   */
  readonly dimensions?: { [name: string]: string };
}
