import assert from 'node:assert/strict';
import {
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { ClusterFacts } from './facts';
import { Check } from '../check';
import { clients, describeCluster, subnetsOf, logGroup } from './ask';
import { trust, inlineStatements } from './roles';

/** The VPC, as EC2 and CloudWatch tell it. */
export const networkChecks: Check<ClusterFacts>[] = [
  {
    name: 'cluster: public and private subnets over three zones, tagged for load balancers, none gives public addresses',
    run: async (rig, facts) => {
      const aws = clients(rig);
      for (const role of ['elb', 'internal-elb']) {
        const subnets = await subnetsOf(aws, facts, role);
        assert.equal(new Set(subnets.map((subnet) => subnet.AvailabilityZone)).size, 3, role);
        assert.equal(subnets.length, 3, role);
        for (const subnet of subnets) {
          assert.equal(subnet.MapPublicIpOnLaunch, false);
          const tags = Object.fromEntries(subnet.Tags!.map((tag) => [tag.Key, tag.Value]));
          assert.equal(tags[`kubernetes.io/role/${role}`], '1');
          assert.equal(tags[`kubernetes.io/cluster/${facts.clusterName}`], 'shared');
        }
      }
      const VpcId = (await subnetsOf(aws, facts, 'elb'))[0].VpcId;
      for (const Attribute of ['enableDnsHostnames', 'enableDnsSupport'] as const) {
        const found = await aws.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
        assert.equal((found.EnableDnsHostnames ?? found.EnableDnsSupport)?.Value, true, Attribute);
      }
    },
  },
  {
    name: 'cluster: private subnets go out by NAT, public ones by the internet gateway',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const zoneOf = new Map<string, string>();
      for (const subnet of await subnetsOf(aws, facts, 'elb')) zoneOf.set(subnet.SubnetId!, subnet.AvailabilityZone!);
      const isPublic = (id: string) => zoneOf.has(id);
      const privateSubnets = await subnetsOf(aws, facts, 'internal-elb');
      const vpc = [{ Name: 'vpc-id', Values: [privateSubnets[0].VpcId!] }];
      const { NatGateways = [] } = await aws.ec2.send(new DescribeNatGatewaysCommand({ Filter: vpc }));
      assert.equal(NatGateways.length, facts.natGateways);
      const { RouteTables = [] } = await aws.ec2.send(new DescribeRouteTablesCommand({ Filters: vpc }));
      const defaultRoute = (subnetId: string) =>
        RouteTables.find((table) => table.Associations?.some((one) => one.SubnetId === subnetId))?.Routes?.find(
          (route) => route.DestinationCidrBlock === '0.0.0.0/0',
        );
      for (const subnetId of zoneOf.keys()) assert.match(defaultRoute(subnetId)?.GatewayId ?? '', /^igw-/);
      for (const subnet of privateSubnets) {
        const gateway = NatGateways.find((one) => one.NatGatewayId === defaultRoute(subnet.SubnetId!)?.NatGatewayId);
        assert.ok(gateway && isPublic(gateway.SubnetId!), `${subnet.SubnetId} has no way out by NAT`);
        if (facts.natGateways === 3) assert.equal(zoneOf.get(gateway.SubnetId!), subnet.AvailabilityZone);
      }
    },
  },
  {
    name: 'cluster: the default security group lets nothing through',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const vpcId = (await describeCluster(aws, facts.clusterName)).resourcesVpcConfig!.vpcId!;
      const { SecurityGroups = [] } = await aws.ec2.send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
      );
      const unused = SecurityGroups.find((group) => group.GroupName === 'default');
      assert.deepEqual([unused?.IpPermissions, unused?.IpPermissionsEgress], [[], []]);
    },
  },
  {
    name: 'cluster: flow logs reach a log group with retention, by a role that can write to it alone',
    run: async (rig, facts) => {
      const aws = clients(rig);
      const vpcId = (await describeCluster(aws, facts.clusterName)).resourcesVpcConfig!.vpcId!;
      const { FlowLogs = [] } = await aws.ec2.send(
        new DescribeFlowLogsCommand({ Filter: [{ Name: 'resource-id', Values: [vpcId] }] }),
      );
      assert.deepEqual(
        FlowLogs.map((log) => [log.TrafficType, log.FlowLogStatus]),
        [['ALL', 'ACTIVE']],
      );
      const group = await logGroup(aws, `/docnow/${facts.clusterName}/flow-logs`);
      assert.equal(group?.retentionInDays, 90);
      const role = FlowLogs[0].DeliverLogsPermissionArn;
      assert.deepEqual((await trust(aws, role)).Principal, { Service: 'vpc-flow-logs.amazonaws.com' });
      const writes = (await inlineStatements(aws, role)).filter(({ Action }) => Action.includes('logs:PutLogEvents'));
      assert.equal(writes.length, 1);
      for (const resource of writes[0].Resource) assert.match(resource, /:log-group:\/docnow\/[^*]+\/flow-logs(:\*)?$/);
    },
  },
];
