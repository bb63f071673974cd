import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Lazy, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DashboardProps } from './dashboard-props';
import { Metric } from './metric';
import { Color } from '../../color';
import { invalid } from '../../invalid';
import { FrontDoor } from '../front-door/front-door';
import { regionOf } from '../region';

/** A dashboard is 24 columns wide (CloudWatch API Reference, "Dashboard body structure and syntax"). */
const WIDTH = 24;
const HEIGHT = 6;

/**
 * A dashboard of CloudWatch with a column for each colour: requests, errors, latency and targets, one below the other.
 * During a switch it shows what moves where, and whether the other side is well.
 */
export class Dashboard extends Construct {
  /** The dashboard itself, to set what this construct does not. */
  public readonly cloudwatchDashboard: CloudwatchDashboard;

  private readonly rows: object[][];

  /**
   * Makes the dashboard.
   *
   * @throws when the name cannot be a dashboard's
   */
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const { name, frontDoor } = props;
    if (!Token.isUnresolved(name) && !/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw invalid(this, {
        property: 'name',
        value: name,
        because: 'which CloudWatch does not take as the name of a dashboard',
        wayOut: 'Use 1 to 255 letters, digits, hyphens and underscores.',
      });
    }
    const region = regionOf(this, props.region);
    const columns = frontDoor.targets.map(({ color }) => graphsOf(frontDoor, color));
    this.rows = columns[0].map((_, row) => columns.map((column) => column[row]));
    this.rows.push([
      graph('Errors of the load balancer itself', [frontDoor.metricLoadBalancer5xxCount()]),
      graph('Days that the certificate is good for', [frontDoor.metricCertificateDaysToExpiry()]),
    ]);
    const dashboardBody = Lazy.stringValue({ produce: () => JSON.stringify({ widgets: placed(this.rows, region) }) });
    this.cloudwatchDashboard = new CloudwatchDashboard(this, 'Dashboard', { dashboardName: name, dashboardBody });
  }

  /** Adds a graph of metrics below all others, over the whole width. */
  public addGraph(title: string, metrics: Metric[]): void {
    this.rows.push([graph(title, metrics)]);
  }
}

function graphsOf(frontDoor: FrontDoor, color: Color): object[] {
  const { name } = color;
  const latency = (statistic: string) =>
    frontDoor.metricTargetResponseTime(color).withOptions({ statistic, label: statistic });
  return [
    graph(`${name}: requests a minute`, [frontDoor.metricRequestCount(color)]),
    graph(`${name}: errors (5xx) a minute`, [frontDoor.metricTarget5xxCount(color)]),
    graph(`${name}: seconds until an answer`, ['p50', 'p99'].map(latency)),
    graph(`${name}: targets`, [frontDoor.metricHealthyHostCount(color), frontDoor.metricUnhealthyHostCount(color)]),
  ];
}

function graph(title: string, metrics: Metric[]): object {
  return {
    title,
    view: 'timeSeries',
    yAxis: { left: { min: 0 } },
    metrics: metrics.map(({ namespace, metricName, dimensions, statistic, period, label }) => [
      ...[namespace, metricName, ...Object.entries(dimensions).flat()],
      { stat: statistic, period, label },
    ]),
  };
}

/** Widgets of a row share its width. */
function placed(rows: object[][], region: string): object[] {
  return rows.flatMap((row, index) => {
    const width = Math.floor(WIDTH / row.length);
    return row.map((properties, column) => ({
      type: 'metric',
      x: column * width,
      y: index * HEIGHT,
      width,
      height: HEIGHT,
      properties: { ...properties, region },
    }));
  });
}
