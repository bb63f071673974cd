import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-eks';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListAliasesCommand } from '@aws-sdk/client-kms';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { clients } from './ask';
import { Reach } from '../check';

/** All that AWS's APIs know of networks and clusters, tags and routes included: to compare two points in time. */
export async function inventory(reach: Pick<Reach, 'aws'>): Promise<object> {
  const { ec2, eks, events, iam, kms, logs, sqs } = clients(reach);
  const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({}));
  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({}));
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({}));
  // fakecloud keeps the default group and the main route table of a VPC that is gone.
  const isThere = (part: { VpcId?: string }) => Vpcs?.some(({ VpcId }) => VpcId === part.VpcId);
  return {
    vpcs: Vpcs,
    subnets: (await ec2.send(new DescribeSubnetsCommand({}))).Subnets,
    tables: RouteTables?.filter(isThere),
    internet: (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways,
    egressOnly: (await ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({}))).EgressOnlyInternetGateways,
    // EC2 goes on telling of deleted ones for an hour.
    nat: NatGateways?.filter(({ State }) => State !== 'deleted'),
    addresses: (await ec2.send(new DescribeAddressesCommand({}))).Addresses,
    interfaces: (await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces,
    groups: SecurityGroups?.filter(isThere),
    endpoints: (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints,
    peerings: (await ec2.send(new DescribeVpcPeeringConnectionsCommand({}))).VpcPeeringConnections,
    flowLogs: (await ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs,
    templates: (await ec2.send(new DescribeLaunchTemplatesCommand({}))).LaunchTemplates,
    clusters: (await eks.send(new ListClustersCommand({}))).clusters,
    roles: (await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName),
    keys: (await kms.send(new ListAliasesCommand({}))).Aliases?.map(({ AliasName }) => AliasName),
    logs: (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.map(({ logGroupName }) => logGroupName),
    queues: (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [],
    rules: (await events.send(new ListRulesCommand({}))).Rules?.map(({ Name }) => Name),
  };
}
