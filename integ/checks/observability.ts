import assert from 'node:assert/strict';
import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { Check, Reach } from './check';
import { clientOptions } from '../rig/aws/client-options';

/** What the stack was told. */
export interface ObservabilityFacts {
  /** How all names begin. */
  readonly name: string;
  readonly colors: readonly string[];
  readonly email: string;
}

function clients({ aws }: Reach) {
  const options = clientOptions(aws);
  return {
    acm: new ACMClient(options),
    elb: new ElasticLoadBalancingV2Client(options),
    kms: new KMSClient(options),
    sns: new SNSClient(options),
    watch: new CloudWatchClient(options),
  };
}

async function alarmsOf(reach: Reach, name: string): Promise<Map<string, MetricAlarm>> {
  const command = new DescribeAlarmsCommand({ AlarmNamePrefix: `${name}-` });
  const { MetricAlarms } = await clients(reach).watch.send(command);
  return new Map(MetricAlarms!.map((alarm) => [alarm.AlarmName!.slice(name.length + 1), alarm]));
}

async function topicsOf(reach: Reach, name: string): Promise<string[]> {
  const { Topics } = await clients(reach).sns.send(new ListTopicsCommand({}));
  return Topics!.map(({ TopicArn }) => TopicArn!).filter((arn) => arn.endsWith(`:${name}-alarms`));
}

/** The metrics of an alarm or of a graph, as `RequestCount TargetGroup=targetgroup/...`. */
const told = (name: string, dimensions: readonly (readonly [string, string])[]) =>
  [name, ...dimensions.map((pair) => pair.join('=')).sort()].join(' ');

function metricsOf({ Metrics }: MetricAlarm): string[] {
  const metrics = Metrics!.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric!] : []));
  return metrics
    .map(({ MetricName, Dimensions }) =>
      told(
        MetricName!,
        Dimensions!.map(({ Name, Value }) => [Name!, Value!]),
      ),
    )
    .sort();
}

/** The load balancer's and each target group's dimensions, from their ARNs. */
async function dimensionsOf(reach: Reach, { name, colors }: ObservabilityFacts) {
  const { elb } = clients(reach);
  const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: [name] }));
  const Names = colors.map((color) => `${name}-${color}`);
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ Names }));
  const balancer = ['LoadBalancer', LoadBalancers![0].LoadBalancerArn!.split(':loadbalancer/')[1]] as const;
  const groups = TargetGroups!.map(
    ({ TargetGroupName, TargetGroupArn }) =>
      [TargetGroupName!.slice(name.length + 1), ['TargetGroup', TargetGroupArn!.split(':').pop()!]] as const,
  );
  return { balancer, groups: new Map(groups) };
}

/** What must hold of alarms and dashboard after their apply. */
export const checks: Check<ObservabilityFacts>[] = [
  {
    name: 'observability: each colour is watched by the dimensions of its own target group',
    async run(reach, facts) {
      const alarms = await alarmsOf(reach, facts.name);
      const { balancer, groups } = await dimensionsOf(reach, facts);
      const kinds = ['errors', 'latency', 'too-few', 'unhealthy'];
      const others = ['certificate', 'load-balancer-errors', 'node-disks', 'nodes', 'queue', 'user-data-io'];
      const names = [...facts.colors.flatMap((color) => kinds.map((kind) => `${color}-${kind}`)), ...others];
      assert.deepEqual([...alarms.keys()].sort(), names.sort());
      for (const color of facts.colors) {
        const of = (metric: string) => told(metric, [balancer, groups.get(color)!]);
        const requests = of('RequestCount');
        assert.deepEqual(metricsOf(alarms.get(`${color}-errors`)!), [of('HTTPCode_Target_5XX_Count'), requests]);
        assert.deepEqual(metricsOf(alarms.get(`${color}-latency`)!), [requests, of('TargetResponseTime')]);
        assert.deepEqual(metricsOf(alarms.get(`${color}-too-few`)!), [of('HealthyHostCount'), requests]);
        assert.deepEqual(metricsOf(alarms.get(`${color}-unhealthy`)!), [of('UnHealthyHostCount')]);
      }
      assert.deepEqual(metricsOf(alarms.get('load-balancer-errors')!), [
        told('HTTPCode_ELB_5XX_Count', [balancer]),
        told('RequestCount', [balancer]),
      ]);
    },
  },
  {
    name: 'observability: thresholds, periods and what silence means are as they were meant',
    async run(reach, { name }) {
      const alarms = await alarmsOf(reach, name);
      const facts = (id: string) => {
        const { ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, TreatMissingData } =
          alarms.get(id)!;
        return [ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, TreatMissingData];
      };
      const [more, silence] = ['GreaterThanThreshold', 'notBreaching'];
      assert.deepEqual(facts('blue-errors'), [more, 1, 3, 5, silence]);
      assert.deepEqual(facts('green-latency'), [more, 2.5, 8, 10, silence]);
      assert.deepEqual(facts('certificate'), ['LessThanThreshold', 30, 1, 1, 'ignore']);
      assert.deepEqual(facts('queue'), [more, 1000, 15, 15, silence]);
      const expression = (id: string) => alarms.get(id)!.Metrics!.find(({ Expression }) => Expression)?.Expression;
      assert.match(expression('blue-too-few')!, /FILL\(requests, 0\) > 0 AND FILL\(healthy, 0\) < 2,/);
      assert.match(expression('legacy-too-few')!, /FILL\(healthy, 0\) < 1,/);
      const latency = alarms.get('blue-latency')!.Metrics!.find(({ Id }) => Id === 'latency');
      assert.deepEqual([latency?.MetricStat?.Stat, latency?.MetricStat?.Period], ['p99', 60]);
    },
  },
  {
    name: 'observability: every alarm tells the topic when it begins and when it is over',
    async run(reach, { name, email }) {
      const [arn, ...more] = await topicsOf(reach, name);
      assert.equal(more.length, 0);
      for (const [id, { AlarmActions, OKActions, AlarmDescription }] of await alarmsOf(reach, name)) {
        assert.deepEqual([AlarmActions, OKActions], [[arn], [arn]], id);
        assert.ok(AlarmDescription!.length > 20, id);
      }
      const { Subscriptions } = await clients(reach).sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
      assert.deepEqual(
        Subscriptions!.map(({ Protocol, Endpoint }) => [Protocol, Endpoint]),
        [['email', email]],
      );
    },
  },
  {
    name: 'observability: the topic is encrypted by a key that CloudWatch may use, for alarms of this account alone',
    async run(reach, { name }) {
      const { kms, sns } = clients(reach);
      const [TopicArn] = await topicsOf(reach, name);
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: Attributes!.KmsMasterKeyId }));
      const account = TopicArn.split(':')[4];
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: KeyMetadata!.KeyId, PolicyName: 'default' }));
      const grants = (text: string) =>
        JSON.parse(text)
          .Statement.filter((one: any) => one.Effect === 'Allow' && one.Principal.Service)
          .map(({ Principal, Action, Condition }: any) => [Principal.Service, Action, Condition.StringEquals]);
      const own = { 'aws:SourceAccount': account };
      assert.deepEqual(grants(Policy!), [['cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], own]]);
      assert.deepEqual(grants(Attributes!.Policy!), [['cloudwatch.amazonaws.com', 'sns:Publish', own]]);
    },
  },
  {
    name: 'observability: the dashboard has a column for each colour, of its own metrics',
    async run(reach, facts) {
      const { watch, acm } = clients(reach);
      const { DashboardBody } = await watch.send(new GetDashboardCommand({ DashboardName: facts.name }));
      const { widgets } = JSON.parse(DashboardBody!);
      const { balancer, groups } = await dimensionsOf(reach, facts);
      for (const [column, color] of facts.colors.entries()) {
        const mine = widgets.filter(
          ({ x, width, y }: any) => x === (column * 24) / facts.colors.length && width === 8 && y < 24,
        );
        const metrics = mine.flatMap(({ properties }: any) => properties.metrics);
        assert.deepEqual(
          metrics.map(([, name, , lb, , group]: string[]) => [name, lb, group]),
          [
            'RequestCount',
            'HTTPCode_Target_5XX_Count',
            ...['TargetResponseTime', 'TargetResponseTime'],
            ...['HealthyHostCount', 'UnHealthyHostCount'],
          ].map((name) => [name, balancer[1], groups.get(color)![1]]),
        );
      }
      const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({}));
      const arns = CertificateSummaryList!.map(({ CertificateArn }) => CertificateArn);
      const text = JSON.stringify(widgets);
      assert.ok(arns.some((arn) => text.includes(`"DaysToExpiry","CertificateArn","${arn}"`)));
      assert.ok(text.includes('["DocNow","QueueLength","Queue","urls"'));
    },
  },
];

/** What must hold after the stack was destroyed. */
export const goneChecks: Check<ObservabilityFacts>[] = [
  {
    name: 'observability: alarms, topic and dashboard are gone',
    async run(reach, { name }) {
      assert.deepEqual([...(await alarmsOf(reach, name)).keys()], []);
      assert.deepEqual(await topicsOf(reach, name), []);
      const { DashboardEntries } = await clients(reach).watch.send(new ListDashboardsCommand({}));
      assert.deepEqual(DashboardEntries ?? [], []);
    },
  },
];
