import { world } from './world';
import { Alarms, AlarmsProps, ContainerInsights } from '../../../../src';
import { resources } from '../../../services/fake-cluster';

function make(changes: Partial<AlarmsProps> = {}) {
  const { stack, frontDoor, userData } = world();
  const alarms = new Alarms(stack, 'Alarms', { name: 'docnow-demo', frontDoor, ...changes });
  return { stack, alarms, userData };
}

const names = (stack: Parameters<typeof resources>[0]) =>
  resources(stack, 'aws_cloudwatch_metric_alarm').map(({ alarm_name: name }) => name);

describe('Alarms', () => {
  test('watch each colour, the load balancer and the certificate; files and nodes when told', () => {
    const colors = ['blue', 'green', 'legacy'].flatMap((color) =>
      ['errors', 'latency', 'too-few', 'unhealthy'].map((kind) => `docnow-demo-${color}-${kind}`),
    );
    const always = [...colors, 'docnow-demo-certificate', 'docnow-demo-load-balancer-errors'];
    expect(names(make().stack).sort()).toEqual(always.sort());
    const { userData } = world();
    const more = names(make({ userData, containerInsights: new ContainerInsights('docnow') }).stack);
    const added = ['node-disks', 'nodes', 'user-data-io'].map((name) => `docnow-demo-${name}`);
    expect(more.filter((name) => !always.includes(name)).sort()).toEqual(added);
  });

  test('take other thresholds', () => {
    const { stack } = make({ maxErrorPercentage: 5, maxLatency: 8, minHealthyTargets: 4, minCertificateDays: 14 });
    const alarm = (name: string) =>
      resources(stack, 'aws_cloudwatch_metric_alarm').find((one) => one.alarm_name === `docnow-demo-${name}`);
    expect(alarm('blue-errors').threshold).toBe(5);
    expect(alarm('blue-latency').threshold).toBe(8);
    expect(alarm('blue-too-few').metric_query[0].expression).toContain('< 4,');
    expect(alarm('legacy-too-few').metric_query[0].expression).toContain('< 1,');
    expect(alarm('certificate').threshold).toBe(14);
  });

  test('tell a topic that is there, and make none', () => {
    const topicArn = 'arn:aws:sns:us-east-1:123456789012:pager';
    const { stack, alarms } = make({ topicArn });
    expect(alarms.topicArn).toBe(topicArn);
    expect(resources(stack, 'aws_sns_topic')).toEqual([]);
    for (const one of resources(stack, 'aws_cloudwatch_metric_alarm')) expect(one.ok_actions).toEqual([topicArn]);
  });

  test('take one on any metric', () => {
    const { stack, alarms } = make();
    const metric = new ContainerInsights('docnow').metricMemoryUtilization('docnow-data', 'elasticsearch');
    alarms.addAlarm('memory', { metric, above: 90, description: 'Elasticsearch is near its limit of memory.' });
    alarms.addAlarm('idle', { metric, below: 1, description: 'Nothing runs.', periods: 3 });
    const all = resources(stack, 'aws_cloudwatch_metric_alarm');
    expect(all.find((one) => one.alarm_name === 'docnow-demo-memory')).toMatchObject({
      comparison_operator: 'GreaterThanThreshold',
      threshold: 90,
      evaluation_periods: 5,
      metric_query: [{ id: 'metric', return_data: true }],
    });
    expect(all.find((one) => one.alarm_name === 'docnow-demo-idle').comparison_operator).toBe('LessThanThreshold');
    expect(() => alarms.addAlarm('both', { metric, above: 1, below: 1, description: '' })).toThrow(
      `watched/Alarms: addAlarm('both') is {"above":1,"below":1}, which does not say when it rings. Give either`,
    );
  });

  test.each<[Partial<AlarmsProps>, string]>([
    [{ name: 'docnow demo' }, "name is 'docnow demo', which SNS does not take in the name of a topic. Use 1 to 100"],
    [{ emails: ['ops'] }, "emails is 'ops', which is no address. Write one, such as ops@example.org."],
    [
      { emails: ['a@example.org'], topicArn: 'arn:aws:sns:us-east-1:123456789012:pager' },
      'emails is ["a@example.org"], but topicArn is a topic that somebody else owns. Subscribe to it where',
    ],
    [{ maxLatency: 0 }, 'maxLatency is 0, with which the alarm would ring always or never. Use a number above 0.'],
    [{ minHealthyTargets: -1 }, 'minHealthyTargets is -1, with which'],
  ])('refuse %j', (changes, words) => expect(() => make(changes)).toThrow(words));
});
