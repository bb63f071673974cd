import assert from 'node:assert/strict';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListNodegroupsCommand,
  Nodegroup,
} from '@aws-sdk/client-eks';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ClusterFacts } from './facts';
import { clientOptions } from '../../rig/aws/client-options';
import { Reach } from '../check';

/** The APIs that tell of a cluster. */
export function clients({ aws }: Pick<Reach, 'aws'>) {
  const config = clientOptions(aws);
  return {
    ec2: new EC2Client(config),
    eks: new EKSClient(config),
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    logs: new CloudWatchLogsClient(config),
    sqs: new SQSClient(config),
  };
}

export type Clients = ReturnType<typeof clients>;

export async function describeCluster({ eks }: Clients, name: string) {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
  assert.ok(cluster, `EKS knows no cluster ${name}`);
  return cluster;
}

export async function subnetsOf(aws: Clients, { clusterName }: ClusterFacts, role: string) {
  const vpcId = (await describeCluster(aws, clusterName)).resourcesVpcConfig?.vpcId ?? '';
  const { Subnets = [] } = await aws.ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return Subnets.filter((subnet) => subnet.Tags?.some((tag) => tag.Key === `kubernetes.io/role/${role}`));
}

export async function nodeGroups({ eks }: Clients, clusterName: string): Promise<Record<string, Nodegroup>> {
  const { nodegroups = [] } = await eks.send(new ListNodegroupsCommand({ clusterName }));
  const found = await Promise.all(
    nodegroups.map(
      async (nodegroupName) =>
        (await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }))).nodegroup!,
    ),
  );
  return Object.fromEntries(found.map((group) => [group.labels?.['docnow.io/nodes'] ?? '', group]));
}

export async function logGroup({ logs }: Clients, logGroupName: string) {
  const found = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  return found.logGroups?.find((group) => group.logGroupName === logGroupName);
}
