import assert from 'node:assert/strict';
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { DescribeAccessEntryCommand } from '@aws-sdk/client-eks';
import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { ComputeFacts } from './facts';
import { Check, Reach } from '../../check';
import { addOns, roleOf } from '../add-ons';
import { clients, describeCluster } from '../ask';
import { inlineStatements, managedPolicies, trust } from '../roles';

async function queue(rig: Reach) {
  const { sqs } = clients(rig);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'docnow-interruptions-' }));
  assert.equal(QueueUrls.length, 1);
  return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: QueueUrls[0], AttributeNames: ['All'] })))
    .Attributes!;
}

/** What Karpenter finds in AWS. */
export const karpenterChecks: Check<ComputeFacts>[] = [
  {
    name: 'compute: Karpenter hears of interruptions by an encrypted queue, which takes messages of four rules alone, by TLS',
    run: async (rig) => {
      const { events } = clients(rig);
      const { QueueArn, SqsManagedSseEnabled, Policy } = await queue(rig);
      assert.equal(SqsManagedSseEnabled, 'true');
      const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: 'docnow-' }));
      const patterns = Rules.map((rule) => JSON.parse(rule.EventPattern!)['detail-type'][0]).sort();
      assert.deepEqual(patterns, [
        'AWS Health Event',
        'EC2 Instance Rebalance Recommendation',
        'EC2 Instance State-change Notification',
        'EC2 Spot Instance Interruption Warning',
      ]);
      for (const { Name, State } of Rules) {
        assert.equal(State, 'ENABLED');
        const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
        assert.deepEqual(
          Targets?.map((target) => target.Arn),
          [QueueArn],
        );
      }
      const [send, plain] = JSON.parse(Policy!).Statement;
      assert.deepEqual(send.Principal, { Service: 'events.amazonaws.com' });
      assert.deepEqual([...send.Condition.ArnEquals['aws:SourceArn']].sort(), Rules.map((rule) => rule.Arn).sort());
      assert.deepEqual([plain.Effect, plain.Condition], ['Deny', { Bool: { 'aws:SecureTransport': 'false' } }]);
    },
  },
  {
    name: 'compute: Karpenter finds the private subnets and the security group of its cluster by their tag',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const Filters = [{ Name: 'tag:karpenter.sh/discovery', Values: [clusterName] }];
      const { resourcesVpcConfig: vpc } = await describeCluster(aws, clusterName);
      const { Subnets } = await aws.ec2.send(new DescribeSubnetsCommand({ Filters }));
      assert.deepEqual(Subnets?.map((one) => one.SubnetId).sort(), [...vpc!.subnetIds!].sort());
      const { SecurityGroups } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      assert.deepEqual(
        SecurityGroups?.map((one) => one.GroupId),
        [vpc!.clusterSecurityGroupId],
      );
    },
  },
  {
    name: "compute: Karpenter's role launches in its cluster's network alone, touches what has its tag, and gives nodes one role",
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const controller = await roleOf(aws, clusterName, 'karpenter');
      assert.deepEqual(await managedPolicies(aws, controller), []);
      const { Principal, Condition } = await trust(aws, controller);
      assert.deepEqual(Principal, { Service: 'pods.eks.amazonaws.com' });
      assert.equal(Condition.StringEquals['aws:RequestTag/eks-cluster-name'], clusterName);
      const statements = await inlineStatements(aws, controller);
      const own = `aws:ResourceTag/kubernetes.io/cluster/${clusterName}`;
      for (const { Sid, Action, Resource, Condition: when } of statements) {
        for (const action of Action) assert.ok(!action.includes('*'), `${Sid} allows ${action}`);
        if (Resource.includes('*')) {
          assert.ok(
            Action.every((one: string) => /:(Describe|Get|List)/.test(one)),
            Sid,
          );
        }
        if (!Action.some((one: string) => /:(Terminate|Delete(Launch|Instance))/.test(one))) continue;
        assert.equal(when.StringEquals[own], 'owned', Sid);
      }
      const network = statements.find((one) => one.Sid === 'InTheClustersNetwork');
      assert.deepEqual(network.Condition.StringEquals, { 'aws:ResourceTag/karpenter.sh/discovery': clusterName });
      const [principalArn] = statements.find((one) => one.Action.includes('iam:PassRole')).Resource;
      const { accessEntry } = await aws.eks.send(new DescribeAccessEntryCommand({ clusterName, principalArn }));
      assert.equal(accessEntry?.type, 'EC2_LINUX');
      assert.deepEqual(await managedPolicies(aws, principalArn), [
        'AmazonEC2ContainerRegistryPullOnly',
        'AmazonEKSWorkerNodePolicy',
      ]);
      assert.ok((await addOns(aws, clusterName))['eks-pod-identity-agent']);
    },
  },
];
