import assert from 'node:assert/strict';
import {
  DescribeAddressesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeFlowLogsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-eks';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListAliasesCommand } from '@aws-sdk/client-kms';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { clients, describeCluster, logGroup } from './ask';
import { ClusterFacts } from './facts';
import { Check, Reach } from '../check';

/** The key of a cluster's secrets, to ask after it once the cluster is gone. */
export async function keyOfSecrets(rig: Reach, clusterName: string): Promise<string | undefined> {
  return (await describeCluster(clients(rig), clusterName)).encryptionConfig?.[0].provider?.keyArn;
}

/** @throws unless a key is on its way out: one of KMS is never gone at once */
export async function keyWaits(rig: Pick<Reach, 'aws'>, secretsKeyArn: string): Promise<void> {
  const { KeyMetadata } = await clients(rig).kms.send(new DescribeKeyCommand({ KeyId: secretsKeyArn }));
  assert.equal(KeyMetadata?.KeyState, 'PendingDeletion');
}

/** After destroy. A key of KMS is never gone at once: it waits for its deletion. */
export const goneChecks: Check<ClusterFacts>[] = [
  {
    name: 'cluster: EKS, EC2, IAM, KMS, CloudWatch, SQS and EventBridge list nothing of it, orphans included',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const left: string[] = [];
      const note = (kind: string, names: (string | undefined)[] | undefined) =>
        left.push(...(names ?? []).map((name) => `${kind} ${name}`));
      note('cluster', (await aws.eks.send(new ListClustersCommand({}))).clusters);
      const { Vpcs } = await aws.ec2.send(new DescribeVpcsCommand({}));
      const own = Vpcs?.filter((vpc) => !vpc.IsDefault).map((vpc) => vpc.VpcId!) ?? [];
      note('VPC', own);
      const { VpcEndpoints } = await aws.ec2.send(new DescribeVpcEndpointsCommand({}));
      note(
        'endpoint',
        VpcEndpoints?.map((one) => one.VpcEndpointId),
      );
      const { VpcPeeringConnections } = await aws.ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
      note(
        'peering connection',
        VpcPeeringConnections?.filter((one) => one.Status?.Code !== 'deleted').map((one) => one.VpcPeeringConnectionId),
      );
      const outwards = await aws.ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({}));
      note(
        'egress-only internet gateway',
        outwards.EgressOnlyInternetGateways?.map((one) => one.EgressOnlyInternetGatewayId),
      );
      const { NatGateways } = await aws.ec2.send(new DescribeNatGatewaysCommand({}));
      note(
        'NAT gateway',
        NatGateways?.filter((one) => one.State !== 'deleted').map((one) => one.NatGatewayId),
      );
      note(
        'address',
        (await aws.ec2.send(new DescribeAddressesCommand({}))).Addresses?.map((one) => one.AllocationId),
      );
      const { NetworkInterfaces } = await aws.ec2.send(new DescribeNetworkInterfacesCommand({}));
      note(
        'network interface',
        NetworkInterfaces?.map((one) => one.NetworkInterfaceId),
      );
      const { SecurityGroups } = await aws.ec2.send(new DescribeSecurityGroupsCommand({}));
      const groups = SecurityGroups?.filter((group) => group.GroupName !== 'default' || own.includes(group.VpcId!));
      note(
        'security group',
        groups?.map((group) => group.GroupId),
      );
      const { LaunchTemplates } = await aws.ec2.send(new DescribeLaunchTemplatesCommand({}));
      note(
        'launch template',
        LaunchTemplates?.map((template) => template.LaunchTemplateName),
      );
      note(
        'flow log',
        (await aws.ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs?.map((log) => log.FlowLogId),
      );
      const { Roles } = await aws.iam.send(new ListRolesCommand({}));
      note(
        'role',
        Roles?.map((role) => role.RoleName).filter((name) => name?.startsWith('docnow-')),
      );
      for (const name of [`/aws/eks/${clusterName}/cluster`, `/docnow/${clusterName}/flow-logs`]) {
        if (await logGroup(aws, name)) note('log group', [name]);
      }
      const { Aliases } = await aws.kms.send(new ListAliasesCommand({}));
      note(
        'alias',
        Aliases?.map((one) => one.AliasName).filter((name) => name?.startsWith('alias/docnow/')),
      );
      note('queue', (await aws.sqs.send(new ListQueuesCommand({}))).QueueUrls);
      const { Rules } = await aws.events.send(new ListRulesCommand({ NamePrefix: 'docnow-' }));
      note(
        'rule',
        Rules?.map((rule) => rule.Name),
      );
      assert.deepEqual(left, []);
    },
  },
  {
    name: 'cluster: the key of its secrets waits for its deletion',
    run: async (rig, { secretsKeyArn }) => {
      if (secretsKeyArn) await keyWaits(rig, secretsKeyArn);
    },
  },
];
