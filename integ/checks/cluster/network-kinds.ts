import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  Route,
} from '@aws-sdk/client-ec2';
import { Clients, clients, describeCluster } from './ask';
import { HandMade } from './network-by-hand';
import { Reach } from '../check';

/** What the stacks were told. */
export interface NetworkFacts {
  readonly there: HandMade;
  readonly closed: { readonly name: string; readonly endpoints: string[] };
  readonly peered: { readonly name: string; readonly peersIpv6: string };
  readonly cluster: { readonly name: string; readonly serviceCidr: string };
}

/** No API server of Kubernetes is needed. */
type Aws = Pick<Reach, 'aws'>;

async function vpcNamed({ ec2 }: Clients, name: string) {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: [name] }] }));
  assert.equal(Vpcs.length, 1, name);
  return { ...Vpcs[0], of: [{ Name: 'vpc-id', Values: [Vpcs[0].VpcId!] }] };
}

async function tablesOf({ ec2 }: Clients, vpcId: string) {
  const filter = [{ Name: 'vpc-id', Values: [vpcId] }];
  return (await ec2.send(new DescribeRouteTablesCommand({ Filters: filter }))).RouteTables ?? [];
}

function routeTo(routes: Route[] | undefined, range: string): Route | undefined {
  return routes?.find((one) => [one.DestinationCidrBlock, one.DestinationIpv6CidrBlock].includes(range));
}

/** What EC2 and EKS tell of networks of each kind. */
export const networkKindChecks: { readonly name: string; run(reach: Aws, facts: NetworkFacts): Promise<void> }[] = [
  {
    name: 'network: without NAT, private subnets go out by IPv6 alone, each with a /64 of its own',
    run: async (reach, { closed }) => {
      const aws = clients(reach);
      const vpc = await vpcNamed(aws, closed.name);
      const { NatGateways = [] } = await aws.ec2.send(new DescribeNatGatewaysCommand({}));
      assert.ok(!NatGateways.some(({ VpcId }) => VpcId === vpc.VpcId), 'a NAT gateway');
      const { Subnets = [] } = await aws.ec2.send(new DescribeSubnetsCommand({ Filters: vpc.of }));
      const block = vpc.Ipv6CidrBlockAssociationSet?.[0].Ipv6CidrBlock ?? '';
      assert.match(block, /::\/56$/);
      const ranges = Subnets.map((subnet) => subnet.Ipv6CidrBlockAssociationSet?.[0].Ipv6CidrBlock ?? '');
      assert.equal(new Set(ranges).size, 4);
      // By the addresses, as one is written in more ways than one.
      const whole = new BlockList();
      whole.addSubnet(block.split('/')[0], 56, 'ipv6');
      for (const range of ranges) assert.ok(whole.check(range.split('/')[0], 'ipv6'), `${range} of ${block}`);
      for (const range of ranges) assert.match(range, /::\/64$/);
      const isPrivate = (id?: string) =>
        Subnets.some(({ SubnetId, AssignIpv6AddressOnCreation }) => SubnetId === id && AssignIpv6AddressOnCreation);
      const tables = await tablesOf(aws, vpc.VpcId!);
      const ofPrivate = tables.filter(({ Associations }) => Associations?.some((one) => isPrivate(one.SubnetId)));
      assert.equal(ofPrivate.length, 2);
      for (const { Routes } of ofPrivate) {
        assert.equal(routeTo(Routes, '0.0.0.0/0'), undefined);
        assert.match(routeTo(Routes, '::/0')?.EgressOnlyInternetGatewayId ?? '', /^eigw-/);
      }
      const ofPublic = tables.find(({ Associations }) => Associations?.filter((one) => one.SubnetId).length === 2);
      for (const range of ['0.0.0.0/0', '::/0']) {
        assert.match(routeTo(ofPublic?.Routes, range)?.GatewayId ?? '', /^igw-/);
      }
    },
  },
  {
    name: 'network: endpoints are in every private subnet or table, by their usual names, for HTTPS from the VPC alone',
    run: async (reach, { closed }) => {
      const aws = clients(reach);
      const vpc = await vpcNamed(aws, closed.name);
      const { VpcEndpoints = [] } = await aws.ec2.send(new DescribeVpcEndpointsCommand({ Filters: vpc.of }));
      const endpoints = VpcEndpoints.filter(({ VpcId }) => VpcId === vpc.VpcId);
      const services = endpoints.map(({ ServiceName }) => ServiceName?.replace('com.amazonaws.us-east-1.', ''));
      assert.deepEqual(services.sort(), [...closed.endpoints].sort());
      for (const endpoint of endpoints) {
        const [own] = JSON.parse(endpoint.PolicyDocument ?? '').Statement;
        assert.deepEqual(own.Condition, { StringEquals: { 'aws:PrincipalAccount': '123456789012' } });
        if (endpoint.VpcEndpointType === 'Gateway') {
          assert.equal(endpoint.RouteTableIds?.length, 2);
          continue;
        }
        assert.deepEqual([endpoint.SubnetIds?.length, endpoint.PrivateDnsEnabled], [2, true]);
        const GroupIds = endpoint.Groups?.map(({ GroupId }) => GroupId!);
        const { SecurityGroups } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }));
        const [{ IpPermissions, IpPermissionsEgress }] = SecurityGroups!;
        assert.deepEqual(IpPermissionsEgress, []);
        assert.deepEqual(
          IpPermissions?.map(({ FromPort, ToPort, IpRanges }) => [
            FromPort,
            ToPort,
            IpRanges?.map((one) => one.CidrIp),
          ]),
          [[443, 443, ['10.42.0.0/16']]],
        );
      }
    },
  },
  {
    name: 'network: peers are connected, with names, and reached from every private subnet and back',
    run: async (reach, { peered, there }) => {
      const aws = clients(reach);
      const vpc = await vpcNamed(aws, peered.name);
      const { VpcPeeringConnections = [] } = await aws.ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
      const to = ({ vpcId }: { readonly vpcId: string }) =>
        VpcPeeringConnections.find(
          (one) => one.RequesterVpcInfo?.VpcId === vpc.VpcId && one.AccepterVpcInfo?.VpcId === vpcId,
        );
      const tables = await tablesOf(aws, vpc.VpcId!);
      const ofPrivate = tables.filter(({ Tags }) => Tags?.some(({ Value }) => Value?.includes('-private-')));
      assert.equal(ofPrivate.length, 2);
      for (const peer of [there.ours, there.foreign]) {
        const connection = to(peer);
        const id = connection?.VpcPeeringConnectionId;
        assert.equal(connection?.Status?.Code, 'active');
        for (const side of [connection?.RequesterVpcInfo, connection?.AccepterVpcInfo]) {
          assert.equal(side?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc, true);
        }
        for (const { Routes } of ofPrivate) assert.equal(routeTo(Routes, peer.cidr)?.VpcPeeringConnectionId, id);
        const back = (await tablesOf(aws, peer.vpcId)).find((one) => one.RouteTableId === peer.routeTableId);
        assert.equal(routeTo(back?.Routes, vpc.CidrBlock!)?.VpcPeeringConnectionId, id);
        if (peer !== there.ours) continue;
        for (const { Routes } of ofPrivate) assert.equal(routeTo(Routes, peered.peersIpv6)?.VpcPeeringConnectionId, id);
        const ipv6 = vpc.Ipv6CidrBlockAssociationSet![0].Ipv6CidrBlock!;
        assert.equal(routeTo(back?.Routes, ipv6)?.VpcPeeringConnectionId, id);
      }
    },
  },
  {
    name: 'network: a cluster in subnets of others adds its tags to theirs, and is reached from a peer',
    run: async (reach, { cluster, there: { institute, ours } }) => {
      const aws = clients(reach);
      const { resourcesVpcConfig, kubernetesNetworkConfig } = await describeCluster(aws, cluster.name);
      assert.equal(resourcesVpcConfig?.vpcId, institute.vpcId);
      assert.deepEqual([...(resourcesVpcConfig?.subnetIds ?? [])].sort(), [...institute.privateSubnetIds].sort());
      assert.equal(kubernetesNetworkConfig?.serviceIpv4Cidr, cluster.serviceCidr);
      for (const [role, SubnetIds] of [
        ['elb', institute.publicSubnetIds],
        ['internal-elb', institute.privateSubnetIds],
      ] as const) {
        const { Subnets = [] } = await aws.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [...SubnetIds] }));
        for (const { Tags } of Subnets) {
          assert.deepEqual(Object.fromEntries(Tags!.map(({ Key, Value }) => [Key, Value])), {
            owner: 'institute',
            [`kubernetes.io/role/${role}`]: '1',
            [`kubernetes.io/cluster/${cluster.name}`]: 'shared',
          });
        }
      }
      // One private subnet goes by a table of its own, one by the main one.
      const tables = await tablesOf(aws, institute.vpcId);
      const leading = tables.filter(({ Routes }) => routeTo(Routes, ours.cidr)?.VpcPeeringConnectionId);
      assert.equal(leading.length, 2);
      assert.ok(leading.some(({ Associations }) => Associations?.some((one) => one.Main)));
      const back = (await tablesOf(aws, ours.vpcId)).find((one) => one.RouteTableId === ours.routeTableId);
      assert.match(routeTo(back?.Routes, '10.80.0.0/16')?.VpcPeeringConnectionId ?? '', /^pcx-/);
    },
  },
];
