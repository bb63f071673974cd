import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc as AwsVpc } from '@cdktf/provider-aws/lib/vpc';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { BoundNetwork } from './bound-network';
import { FlowLogs } from './flow-logs';
import { zoneSubnets } from './subnets';

/** Internal: what a VPC is told. */
export interface VpcProps {
  readonly clusterName: string;
  readonly cidr: string;
  readonly zones: string[];
  readonly onePerZone: boolean;
  readonly logRetentionDays: number;
  readonly privateSubnetTags?: { readonly [tag: string]: string };
}

const ANYWHERE = '0.0.0.0/0';

/** Internal: a VPC with a public and a private subnet in each zone. */
export class Vpc extends Construct implements BoundNetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly publicCidrs: string[];
  readonly privateCidrs: string[];
  readonly egress: ITerraformDependable[] = [];
  private readonly vpc: AwsVpc;
  private readonly publicSubnets: Subnet[];
  private readonly privateSubnets: Subnet[];

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const name = props.clusterName;
    this.vpc = new AwsVpc(this, 'Vpc', {
      cidrBlock: props.cidr,
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
    this.publicSubnets = this.subnets('Public', props, this.publicCidrs, { 'kubernetes.io/role/elb': '1' });
    this.privateSubnets = this.subnets('Private', props, this.privateCidrs, {
      'kubernetes.io/role/internal-elb': '1',
      ...props.privateSubnetTags,
    });
    [this.vpcId, this.vpcCidr] = [this.vpc.id, this.vpc.cidrBlock];
    this.publicSubnetIds = this.publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = this.privateSubnets.map((subnet) => subnet.id);
    const internet = new InternetGateway(this, 'InternetGateway', { vpcId: this.vpc.id, tags: { Name: name } });
    this.routePublic(name, internet);
    this.routePrivate(name, props.onePerZone, internet);
  }

  private subnets(kind: string, { clusterName, zones }: VpcProps, cidrs: string[], tags: object): Subnet[] {
    return zones.map(
      (zone, index) =>
        new Subnet(this, `${kind}${index}`, {
          vpcId: this.vpc.id,
          availabilityZone: zone,
          cidrBlock: cidrs[index],
          // No instance is ever started in a public subnet; what is public (load balancers, NAT) gets its addresses otherwise.
          mapPublicIpOnLaunch: false,
          tags: {
            Name: `${clusterName}-${kind.toLowerCase()}-${index}`,
            // By these the AWS Load Balancer Controller finds subnets (its documentation, "Subnet auto-discovery").
            ...tags,
            [`kubernetes.io/cluster/${clusterName}`]: 'shared',
          },
        }),
    );
  }

  private routePublic(name: string, internet: InternetGateway): void {
    const table = new RouteTable(this, 'PublicRoutes', { vpcId: this.vpc.id, tags: { Name: `${name}-public` } });
    const route = new Route(this, 'PublicDefault', {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: internet.id,
    });
    this.egress.push(route, ...this.associate('Public', this.publicSubnets, () => table));
  }

  // A table a zone, whatever the number of gateways: going from one gateway to one a zone then only moves routes.
  private routePrivate(name: string, onePerZone: boolean, internet: InternetGateway): void {
    const gateways = (onePerZone ? this.publicSubnets : [this.publicSubnets[0]]).map((subnet, index) => {
      const tags = { Name: `${name}-nat-${index}` };
      const address = new Eip(this, `NatAddress${index}`, { domain: 'vpc', tags, dependsOn: [internet] });
      return new NatGateway(this, `Nat${index}`, {
        allocationId: address.id,
        subnetId: subnet.id,
        tags,
        dependsOn: [internet],
      });
    });
    const tables = this.privateSubnets.map((_, index) => {
      const tags = { Name: `${name}-private-${index}` };
      const table = new RouteTable(this, `PrivateRoutes${index}`, { vpcId: this.vpc.id, tags });
      const route = new Route(this, `PrivateDefault${index}`, {
        routeTableId: table.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: gateways[index % gateways.length].id,
      });
      this.egress.push(route);
      return table;
    });
    this.egress.push(...this.associate('Private', this.privateSubnets, (index) => tables[index]));
  }

  private associate(kind: string, subnets: Subnet[], table: (index: number) => RouteTable): RouteTableAssociation[] {
    return subnets.map(
      (subnet, index) =>
        new RouteTableAssociation(this, `${kind}Association${index}`, {
          subnetId: subnet.id,
          routeTableId: table(index).id,
        }),
    );
  }
}
