import { BlockList, isIPv4 } from 'net';
import { DataAwsRouteTable } from '@cdktf/provider-aws/lib/data-aws-route-table';
import { DataAwsRouteTables } from '@cdktf/provider-aws/lib/data-aws-route-tables';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment';
import { Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { LegacyRegistration, LegacySource } from './legacy-source';
import { invalid } from '../../../invalid';

/** What a target outside the VPC can have (Application Load Balancers guide, "Target type"): RFC 1918 and RFC 6598. */
const RANGES: [string, number][] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
];

/** Internal: an address outside the load balancer's VPC. */
export class Address implements LegacySource {
  readonly targetType = 'ip';
  readonly cidr: string;

  constructor(private readonly address: string) {
    this.cidr = `${address}/32`;
  }

  check(scope: IConstruct): void {
    const { address } = this;
    if (Token.isUnresolved(address)) return;
    const ranges = new BlockList();
    for (const range of RANGES) ranges.addSubnet(...range);
    if (isIPv4(address) && ranges.check(address)) return;
    throw invalid(scope, {
      property: 'legacy.address',
      value: address,
      because: isIPv4(address)
        ? 'which is public: Elastic Load Balancing reaches targets outside its VPC by private addresses alone'
        : 'which is not an IPv4 address',
      wayOut:
        `Use the server's address in ${RANGES.map((range) => range.join('/')).join(', ')}, over a VPC peering, a transit ` +
        'gateway, a VPN or Direct Connect.',
    });
  }

  register(scope: Construct, { network, targetGroupArn, port }: LegacyRegistration): void {
    const { address } = this;
    const own = 'self.cidr_block_associations[*].cidr_block';
    const vpc = new DataAwsVpc(scope, 'LegacyVpc', {
      id: network.vpcId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${!anytrue([for cidr in ${own} : ${holds('cidr', address)}])}`,
            errorMessage:
              `legacy.address is ${address}, which is of the load balancer's own VPC \${self.id}. Name the instance ` +
              "instead, so that it is found again under another address: LegacyInstanceTarget.fromInstanceIds(['i-...']).",
          },
        ],
      },
    });
    const tables = network.publicSubnetIds.map((subnetId, index) => this.routed(scope, vpc, subnetId, index));
    new LbTargetGroupAttachment(scope, 'Legacy', {
      targetGroupArn,
      targetId: address,
      port,
      // Elastic Load Balancing wants it said of what is outside the VPC (API reference, TargetDescription).
      availabilityZone: 'all',
      dependsOn: [vpc, ...tables],
    });
  }

  /** Refuses, at the plan, a subnet of the load balancer from which no route leads to the address. */
  private routed(scope: Construct, vpc: DataAwsVpc, subnetId: string, index: number): DataAwsRouteTable {
    const { address } = this;
    const own = new DataAwsRouteTables(scope, `LegacyTables${index}`, {
      filter: [{ name: 'association.subnet-id', values: [subnetId] }],
    });
    const leadsOut =
      'join("", compact([route.vpc_peering_connection_id, route.transit_gateway_id, route.network_interface_id, ' +
      'route.core_network_arn, startswith(route.gateway_id, "vgw-") ? route.gateway_id : ""])) != ""';
    const leads = `try(${leadsOut} && ${holds('route.cidr_block', address)}, false)`;
    return new DataAwsRouteTable(scope, `LegacyTable${index}`, {
      // A subnet that no table names goes by the VPC's main one (Amazon VPC User Guide, "Subnet route tables").
      routeTableId: `\${try(${own.fqn}.ids[0], ${vpc.fqn}.main_route_table_id)}`,
      lifecycle: {
        postcondition: [
          {
            condition: `\${anytrue([for route in self.routes : ${leads}])}`,
            errorMessage:
              `legacy.address is ${address}, to which no route leads from ${subnetId}, a subnet of the load balancer: its ` +
              'table ${self.route_table_id} has none over a peering, a transit gateway, a VPN or Direct Connect. Add one.',
          },
        ],
      },
    });
  }
}

/** Whether a range holds an address: both begin with the same bits. */
function holds(cidr: string, address: string): string {
  return `cidrhost(${cidr}, 0) == cidrhost("${address}/\${split("/", ${cidr})[1]}", 0)`;
}
