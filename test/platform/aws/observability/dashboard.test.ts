import { world } from './world';
import { Dashboard, Metric } from '../../../../src';
import { resources } from '../../../services/fake-cluster';

describe('Dashboard', () => {
  test('has a column a colour, and below what is added', () => {
    const { stack, frontDoor } = world();
    const dashboard = new Dashboard(stack, 'Dashboard', { name: 'docnow-demo', frontDoor });
    dashboard.addGraph('URLs that wait', [new Metric({ namespace: 'DocNow', metricName: 'QueueLength' })]);
    const { widgets } = JSON.parse(resources(stack, 'aws_cloudwatch_dashboard')[0].dashboard_body);
    const at = widgets.map(({ x, y, width, properties }: any) => [x, y, width, properties.title, properties.region]);
    expect(at.slice(0, 3)).toEqual([
      [0, 0, 8, 'blue: requests a minute', 'us-east-1'],
      [8, 0, 8, 'green: requests a minute', 'us-east-1'],
      [16, 0, 8, 'legacy: requests a minute', 'us-east-1'],
    ]);
    expect(at.pop()).toEqual([0, 30, 24, 'URLs that wait', 'us-east-1']);
    expect(widgets).toHaveLength(3 * 4 + 2 + 1);
  });

  test('refuses a name that CloudWatch does not take', () => {
    const { stack, frontDoor } = world();
    expect(() => new Dashboard(stack, 'Dashboard', { name: 'docnow demo', frontDoor })).toThrow(
      "watched/Dashboard: name is 'docnow demo', which CloudWatch does not take as the name of a dashboard. Use 1 to 255",
    );
  });
});
