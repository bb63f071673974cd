import {
  DescribeAddressesCommand,
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
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
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { clients } from './ask';
import { Reach } from '../check';

/** All that EC2, EKS and IAM know of networks and clusters, tags and routes included: to compare two points in time. */
export async function inventory(reach: Pick<Reach, 'aws'>): Promise<object> {
  const { ec2, eks, iam } = clients(reach);
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
    clusters: (await eks.send(new ListClustersCommand({}))).clusters,
    roles: (await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName),
  };
}
