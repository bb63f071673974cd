import { DataAwsRouteTable } from '@cdktf/provider-aws/lib/data-aws-route-table';
import { DataAwsRouteTables } from '@cdktf/provider-aws/lib/data-aws-route-tables';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Fn, ITerraformDependable, ListTerraformIterator, TerraformIterator } from 'cdktf';
import { Construct } from 'constructs';
import { RoutedNetwork } from './bound-network';
import { SubnetKind } from './discovery-tags';
import { routeConditions, subnetConditions, vpcConditions } from './existing-vpc-conditions';
import { warnOfFewAddresses } from './free-addresses';
import { NetworkContext } from './network-context';
import { isIpv6 } from './overlaps';

/** Internal: what a VPC that is there already is told. */
export interface ExistingVpcProps extends NetworkContext {
  readonly vpcId: string;
  readonly cidrBlocks: string[];
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
}

/** Internal: a VPC that is there already, read and checked whenever Terraform plans. */
export class ExistingVpc extends Construct implements RoutedNetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly cidrBlocks: string[];
  readonly ipv6CidrBlocks: string[];
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly publicCidrs: string[];
  readonly privateCidrs: string[];
  readonly privateRouteTables: ListTerraformIterator;
  /** Nothing: what leads out was there before. */
  readonly egress: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    const publicSubnets = this.subnets('Public', props.publicSubnetIds, props.vpcId);
    const privateSubnets = this.subnets('Private', props.privateSubnetIds, props.vpcId);
    const vpc = new DataAwsVpc(this, 'Vpc', {
      id: props.vpcId,
      lifecycle: { postcondition: vpcConditions(props.cidrBlocks, { publicSubnets, privateSubnets }) },
    });
    this.tables('Public', publicSubnets, vpc);
    const tables = this.tables('Private', privateSubnets, vpc);
    warnOfFewAddresses(vpc, privateSubnets, props);
    // Subnets may share a table.
    this.privateRouteTables = TerraformIterator.fromList(Fn.distinct(tables.map((table) => table.routeTableId)));
    this.vpcId = vpc.id;
    this.vpcCidr = vpc.cidrBlock;
    this.cidrBlocks = [vpc.cidrBlock, ...props.cidrBlocks.slice(1).filter((cidr) => !isIpv6(cidr))];
    this.ipv6CidrBlocks = props.cidrBlocks.filter(isIpv6);
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.publicCidrs = publicSubnets.map((subnet) => subnet.cidrBlock);
    this.privateCidrs = privateSubnets.map((subnet) => subnet.cidrBlock);
  }

  private subnets(kind: SubnetKind, ids: string[], vpcId: string): DataAwsSubnet[] {
    const lifecycle = { postcondition: subnetConditions(kind, vpcId) };
    return ids.map((id, index) => new DataAwsSubnet(this, `${kind}${index}`, { id, lifecycle }));
  }

  private tables(kind: SubnetKind, subnets: DataAwsSubnet[], vpc: DataAwsVpc): DataAwsRouteTable[] {
    return subnets.map((subnet, index) => {
      const own = new DataAwsRouteTables(this, `${kind}Tables${index}`, {
        filter: [{ name: 'association.subnet-id', values: [subnet.id] }],
      });
      return new DataAwsRouteTable(this, `${kind}Table${index}`, {
        // A subnet that no table names goes by the VPC's main one (Amazon VPC User Guide, "Subnet route tables").
        routeTableId: `\${try(${own.fqn}.ids[0], ${vpc.fqn}.main_route_table_id)}`,
        lifecycle: { postcondition: routeConditions(kind, subnet) },
      });
    });
  }
}
