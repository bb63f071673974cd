import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc as AwsVpc } from '@cdktf/provider-aws/lib/vpc';
import { ITerraformDependable, MapTerraformIterator, TerraformIterator } from 'cdktf';
import { Construct } from 'constructs';
import { RoutedNetwork } from './bound-network';
import { discoveryTags, SubnetKind } from './discovery-tags';
import { FlowLogs } from './flow-logs';
import { routeIpv6 } from './ipv6-routes';
import { NatGateways } from './nat-gateways';
import { routeByNat, routePublic } from './routes';
import { subnetIpv6, zoneSubnets } from './subnets';
import { VpcEndpointService } from './vpc-endpoint-service';
import { VpcEndpoints } from './vpc-endpoints';

/** Internal: what a VPC is told. */
export interface VpcProps {
  readonly clusterName: string;
  readonly region: string;
  readonly cidr: string;
  readonly zones: string[];
  readonly natGateways: NatGateways;
  readonly endpoints: VpcEndpointService[];
  readonly ipv6: boolean;
  readonly logRetentionDays: number;
  readonly privateSubnetTags?: { readonly [tag: string]: string };
}

/** Internal: a VPC with a public and a private subnet in each zone. */
export class Vpc extends Construct implements RoutedNetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly cidrBlocks: string[];
  readonly ipv6CidrBlocks: string[];
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly publicCidrs: string[];
  readonly privateCidrs: string[];
  readonly privateRouteTables: MapTerraformIterator;
  readonly egress: ITerraformDependable[];
  private readonly vpc: AwsVpc;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const name = props.clusterName;
    this.vpc = new AwsVpc(this, 'Vpc', {
      cidrBlock: props.cidr,
      ...(props.ipv6 ? { assignGeneratedIpv6CidrBlock: true } : {}),
      enableDnsSupport: true,
      // EFS and the private endpoint of EKS are found by names that only such a VPC resolves.
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    // The group that a VPC is born with lets its members talk: emptied, so that nothing relies on it.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: this.vpc.id, tags: { Name: `${name}-unused` } });
    new FlowLogs(this, 'FlowLogs', { vpcId: this.vpc.id, ...props });

    const ranges = props.zones.map((_, index) => zoneSubnets(props.cidr, index));
    this.publicCidrs = ranges.map((range) => range.publicCidr);
    this.privateCidrs = ranges.map((range) => range.privateCidr);
    const publicSubnets = this.subnets('Public', props, this.publicCidrs);
    const privateSubnets = this.subnets('Private', props, this.privateCidrs, props.privateSubnetTags);
    [this.vpcId, this.vpcCidr] = [this.vpc.id, this.vpc.cidrBlock];
    this.cidrBlocks = [this.vpcCidr];
    this.ipv6CidrBlocks = props.ipv6 ? [this.vpc.ipv6CidrBlock] : [];
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    const internet = new InternetGateway(this, 'InternetGateway', { vpcId: this.vpc.id, tags: { Name: name } });
    const publicTable = this.table('PublicRoutes', `${name}-public`);
    // A table a zone, whatever the number of gateways: going from one gateway to one a zone then only moves routes.
    const privateTables = privateSubnets.map((_, index) =>
      this.table(`PrivateRoutes${index}`, `${name}-private-${index}`),
    );
    const privateRouteTableIds = privateTables.map((table) => table.id);
    this.privateRouteTables = TerraformIterator.fromMap(Object.fromEntries(privateRouteTableIds.entries()));
    const { endpoints } = new VpcEndpoints(this, 'Endpoints', {
      vpcId: this.vpcId,
      vpcCidr: this.vpcCidr,
      services: props.endpoints,
      privateSubnetIds: this.privateSubnetIds,
      privateRouteTableIds,
      onlyWayOut: props.natGateways === NatGateways.NONE,
      ...props,
    });
    const routed = { name, internet, publicTable, privateTables };
    this.egress = [
      routePublic(this, routed),
      ...routeByNat(this, { ...routed, publicSubnets, natGateways: props.natGateways }),
      ...(props.ipv6 ? routeIpv6(this, { ...routed, vpcId: this.vpcId }) : []),
      ...this.associate('Public', publicSubnets, () => publicTable),
      ...this.associate('Private', privateSubnets, (index) => privateTables[index]),
      ...endpoints,
    ];
  }

  private subnets(kind: SubnetKind, { clusterName, zones, ipv6 }: VpcProps, cidrs: string[], tags = {}): Subnet[] {
    return zones.map(
      (zone, index) =>
        new Subnet(this, `${kind}${index}`, {
          vpcId: this.vpc.id,
          availabilityZone: zone,
          cidrBlock: cidrs[index],
          ...(ipv6 ? { ipv6CidrBlock: subnetIpv6(this.vpc.ipv6CidrBlock, kind, index) } : {}),
          ...(ipv6 && kind === 'Private' ? { assignIpv6AddressOnCreation: true } : {}),
          // No instance is ever started in a public subnet; what is public (load balancers, NAT) gets its addresses otherwise.
          mapPublicIpOnLaunch: false,
          tags: { Name: `${clusterName}-${kind.toLowerCase()}-${index}`, ...discoveryTags(kind, clusterName), ...tags },
        }),
    );
  }

  private table(id: string, name: string): RouteTable {
    return new RouteTable(this, id, { vpcId: this.vpc.id, tags: { Name: name } });
  }

  private associate(
    kind: SubnetKind,
    subnets: Subnet[],
    table: (index: number) => RouteTable,
  ): RouteTableAssociation[] {
    return subnets.map(
      (subnet, index) =>
        new RouteTableAssociation(this, `${kind}Association${index}`, {
          subnetId: subnet.id,
          routeTableId: table(index).id,
        }),
    );
  }
}
