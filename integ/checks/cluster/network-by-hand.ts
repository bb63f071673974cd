import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { clientOptions } from '../../rig/aws/client-options';
import { Reach } from '../check';

/** A VPC with one route table. */
export interface SmallVpc {
  readonly vpcId: string;
  readonly cidr: string;
  readonly routeTableId: string;
  readonly subnetId: string;
}

/** What others made in the account, by hand. */
export interface HandMade {
  readonly institute: {
    readonly vpcId: string;
    readonly cidrBlocks: string[];
    readonly publicSubnetIds: string[];
    /** The first goes by a table of its own, the second by the VPC's main one. */
    readonly privateSubnetIds: string[];
    /** One more private subnet, in the zone of the first. */
    readonly sameZone: string;
  };
  /** A VPC of the cluster's account. */
  readonly ours: SmallVpc;
  /** A VPC that plays another account's. */
  readonly foreign: SmallVpc;
}

const ANYWHERE = '0.0.0.0/0';

/** Makes, by EC2's API alone, the VPCs that clusters are to live in or to be joined to. */
export async function makeByHand({ aws }: Pick<Reach, 'aws'>): Promise<HandMade> {
  const ec2 = new EC2Client(clientOptions(aws));
  const vpc = async (CidrBlock: string) => {
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc!.VpcId!;
    const filter = [{ Name: 'vpc-id', Values: [VpcId] }];
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters: filter }));
    return { vpcId: VpcId, mainTable: RouteTables![0].RouteTableId! };
  };
  const subnet = async (VpcId: string, CidrBlock: string, zone: string) => {
    const TagSpecifications = [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'owner', Value: 'institute' }] }];
    const made = await ec2.send(
      new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: `us-east-1${zone}`, TagSpecifications }),
    );
    return made.Subnet!.SubnetId!;
  };
  const table = async (VpcId: string, SubnetIds: string[], route: { GatewayId: string } | { NatGatewayId: string }) => {
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable!.RouteTableId!;
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: ANYWHERE, ...route }));
    for (const SubnetId of SubnetIds) await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  };
  const small = async (cidr: string): Promise<SmallVpc> => {
    const { vpcId, mainTable } = await vpc(cidr);
    return { vpcId, cidr, routeTableId: mainTable, subnetId: await subnet(vpcId, cidr.replace('/16', '/24'), 'b') };
  };

  const { vpcId, mainTable } = await vpc('10.80.0.0/16');
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }));
  const publicSubnetIds = [await subnet(vpcId, '10.80.0.0/24', 'a'), await subnet(vpcId, '10.80.1.0/24', 'b')];
  const privateSubnetIds = [await subnet(vpcId, '10.80.16.0/20', 'a'), await subnet(vpcId, '10.80.32.0/20', 'b')];
  const sameZone = await subnet(vpcId, '10.80.48.0/20', 'a');
  const GatewayId = (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway!.InternetGatewayId!;
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId: vpcId }));
  await table(vpcId, publicSubnetIds, { GatewayId });
  const nat = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: publicSubnetIds[0], ConnectivityType: 'private' }),
  );
  const NatGatewayId = nat.NatGateway!.NatGatewayId!;
  await table(vpcId, privateSubnetIds.slice(0, 1), { NatGatewayId });
  await ec2.send(new CreateRouteCommand({ RouteTableId: mainTable, DestinationCidrBlock: ANYWHERE, NatGatewayId }));
  return {
    institute: { vpcId, cidrBlocks: ['10.80.0.0/16'], publicSubnetIds, privateSubnetIds, sameZone },
    ours: await small('10.90.0.0/16'),
    foreign: await small('10.91.0.0/16'),
  };
}
