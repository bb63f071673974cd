import { world } from './world';
import { Color, ContainerInsights, Metric } from '../../../../src';

describe('Metric', () => {
  const metric = new Metric({ namespace: 'DocNow', metricName: 'QueueLength', dimensions: { Queue: 'urls' } });

  test('is an average over a minute, unless told otherwise', () => {
    expect(metric).toMatchObject({ statistic: 'Average', period: 60, label: 'QueueLength' });
    expect(metric.withOptions({ statistic: 'p99.9', label: 'slow' })).toEqual(
      expect.objectContaining({ ...metric, statistic: 'p99.9', label: 'slow' }),
    );
    expect(metric.statistic).toBe('Average');
  });

  test.each([
    [{ statistic: 'Median' }, "Metric DocNow QueueLength: statistic is 'Median', which CloudWatch does not take. Use"],
    [{ statistic: 'p101' }, "statistic is 'p101'"],
    [{ period: 90 }, 'period is 90, which CloudWatch does not take. Use 10, 20, 30, or a multiple of 60 (seconds).'],
    [{ period: 0 }, 'period is 0'],
  ])('refuses %j', (options, words) => expect(() => metric.withOptions(options)).toThrow(words));

  test('of a colour are those of its target group; of a stranger there are none', () => {
    const { frontDoor } = world();
    const { dimensions, statistic } = frontDoor.metricRequestCount(Color.LEGACY);
    expect([Object.keys(dimensions), statistic]).toEqual([['LoadBalancer', 'TargetGroup'], 'Sum']);
    expect(Object.keys(frontDoor.metricTotalRequestCount().dimensions)).toEqual(['LoadBalancer']);
    expect(() => frontDoor.metricRequestCount(Color.of('red'))).toThrow(
      "watched/FrontDoor: metric is 'red', which is none of its colours (blue, green, legacy). Use one of these.",
    );
  });

  test('of files and of pods name what they are about', () => {
    expect(world().userData.metricStorageBytes()).toMatchObject({
      namespace: 'AWS/EFS',
      dimensions: { StorageClass: 'Total' },
      period: 900,
    });
    const insights = new ContainerInsights('docnow');
    expect(insights.metricContainerRestarts('docnow-blue', 'web')).toMatchObject({
      metricName: 'pod_number_of_container_restarts',
      dimensions: { PodName: 'web', Namespace: 'docnow-blue', ClusterName: 'docnow' },
    });
    expect(insights.metricMemoryUtilization('docnow-data', 'redis').statistic).toBe('Maximum');
  });
});
