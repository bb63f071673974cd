import assert from 'node:assert/strict';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribePodIdentityAssociationCommand, ListPodIdentityAssociationsCommand } from '@aws-sdk/client-eks';
import { addOns } from './add-ons';
import { clients } from './ask';
import { inlineStatements, managedPolicies, trust } from './roles';
import { Check } from '../check';

/** A cluster with Container Insights. */
export interface InsightsFacts {
  readonly clusterName: string;
}

const ADD_ON = 'amazon-cloudwatch-observability';
const ACCOUNT = 'cloudwatch-agent';

/** What brings logs and metrics of pods to CloudWatch, as EKS, IAM and CloudWatch tell it. */
export const containerInsightsChecks: Check<InsightsFacts>[] = [
  {
    name: 'cluster: the add-on that brings logs and metrics runs, and puts no code into pods',
    async run(rig, { clusterName }) {
      const { status, configurationValues } = (await addOns(clients(rig), clusterName))[ADD_ON];
      assert.equal(status, 'ACTIVE');
      const { manager, agent } = JSON.parse(configurationValues!);
      assert.equal(manager.applicationSignals.autoMonitor.monitorAllServices, false);
      assert.deepEqual(Object.keys(agent.config.logs.metrics_collected), ['kubernetes']);
      assert.equal(agent.config.traces, undefined);
    },
  },
  {
    name: 'cluster: its logs are kept as long as all others, and its pods write to them alone',
    async run(rig, { clusterName }) {
      const aws = clients(rig);
      const logGroupNamePrefix = `/aws/containerinsights/${clusterName}/`;
      const { logGroups } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
      assert.deepEqual(
        logGroups!.map(({ logGroupName, retentionInDays }) => [logGroupName!.split('/').pop(), retentionInDays]).sort(),
        ['application', 'dataplane', 'host', 'performance'].map((name) => [name, 90]),
      );
      const own = { clusterName, namespace: 'amazon-cloudwatch', serviceAccount: ACCOUNT };
      const { associations } = await aws.eks.send(new ListPodIdentityAssociationsCommand(own));
      const { associationId } = associations!.find(({ serviceAccount }) => serviceAccount === ACCOUNT)!;
      const command = new DescribePodIdentityAssociationCommand({ clusterName, associationId });
      const { association } = await aws.eks.send(command);
      const role = association!.roleArn;
      assert.deepEqual((await trust(aws, role)).Condition.StringEquals, {
        'aws:RequestTag/eks-cluster-name': clusterName,
        'aws:RequestTag/kubernetes-namespace': 'amazon-cloudwatch',
        'aws:RequestTag/kubernetes-service-account': ACCOUNT,
      });
      assert.deepEqual(await managedPolicies(aws, role), []);
      const [logs, ask, ...more] = await inlineStatements(aws, role);
      assert.deepEqual(more, []);
      assert.deepEqual(logs.Action, ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents']);
      const arns = logGroups!.map(({ arn }) => arn!.replace(/:\*$/, ''));
      assert.deepEqual([...logs.Resource].sort(), arns.flatMap((arn) => [arn, `${arn}:*`]).sort());
      assert.deepEqual(ask.Action, ['ec2:DescribeTags', 'ec2:DescribeVolumes']);
    },
  },
];
