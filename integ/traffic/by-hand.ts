import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  CreateVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateTargetGroupCommand,
  CreateTargetGroupCommandInput,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { HandMade, makeByHand } from '../checks/cluster/network-by-hand';
import { Aws } from '../rig/aws/aws';
import { clientOptions } from '../rig/aws/client-options';

/** What others made in the account: servers, networks, target groups and a zone. */
export interface ByHand {
  readonly there: HandMade;
  /** Instances by what they are. */
  readonly instances: { readonly serving: string; readonly stopped: string; readonly abroad: string };
  /** Target groups by what they are, in the load balancer's VPC unless said. */
  readonly groups: { readonly other: string; readonly abroad: string; readonly tcp: string };
  readonly zoneId: string;
}

/** Makes them by AWS's API alone. */
export async function makeTraffic(aws: Aws): Promise<ByHand> {
  const ec2 = new EC2Client(clientOptions(aws));
  const elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
  const there = await makeByHand({ aws });
  const { institute, ours } = there;
  const instance = async (SubnetId: string, name: string) => {
    const TagSpecifications = [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Name', Value: name }] }];
    const common = { ImageId: 'ami-0123456789abcdef0', InstanceType: 't3.small' as const, MinCount: 1, MaxCount: 1 };
    const { Instances } = await ec2.send(new RunInstancesCommand({ ...common, SubnetId, TagSpecifications }));
    return Instances![0].InstanceId!;
  };
  const [subnetId] = institute.privateSubnetIds;
  const instances = {
    serving: await instance(subnetId, 'docnow'),
    stopped: await instance(subnetId, 'docnow-old'),
    abroad: await instance(ours.subnetId, 'docnow-abroad'),
  };
  await ec2.send(new StopInstancesCommand({ InstanceIds: [instances.stopped] }));
  // The load balancer's subnets have a way to one of the two other VPCs.
  const { VpcPeeringConnection: peering } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({ VpcId: institute.vpcId, PeerVpcId: ours.vpcId }),
  );
  const VpcPeeringConnectionId = peering!.VpcPeeringConnectionId!;
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
  const Filters = [{ Name: 'association.subnet-id', Values: [institute.publicSubnetIds[0]] }];
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const { RouteTableId } = RouteTables![0];
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: ours.cidr, VpcPeeringConnectionId }));

  const { LoadBalancers } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const { VpcId } = LoadBalancers![0];
  const group = async (Name: string, changes: Partial<CreateTargetGroupCommandInput> = {}) => {
    const common = { Name, Protocol: 'HTTP' as const, Port: 3000, TargetType: 'ip' as const, VpcId };
    const { TargetGroups } = await elbv2.send(new CreateTargetGroupCommand({ ...common, ...changes }));
    return TargetGroups![0].TargetGroupArn!;
  };
  const groups = {
    other: await group('other'),
    abroad: await group('abroad', { VpcId: ours.vpcId }),
    tcp: await group('tcp', { Protocol: 'TCP' }),
  };
  const { HostedZone } = await new Route53Client(clientOptions(aws)).send(
    new CreateHostedZoneCommand({ Name: 'docnow.io', CallerReference: 'traffic' }),
  );
  return { there, instances, groups, zoneId: HostedZone!.Id!.replace('/hostedzone/', '') };
}
