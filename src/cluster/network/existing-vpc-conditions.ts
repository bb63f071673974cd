import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { Postcondition } from 'cdktf';
import { SubnetKind } from './discovery-tags';
import { isIpv6 } from './overlaps';

/** Internal: what must hold of each subnet. */
export function subnetConditions(kind: SubnetKind, vpcId: string): Postcondition[] {
  return [
    {
      condition: `\${self.vpc_id == "${vpcId}"}`,
      errorMessage: `${property(kind)} has \${self.id}, which is in \${self.vpc_id} and not in ${vpcId}. Name subnets of that VPC.`,
    },
  ];
}

/** Internal: what must hold of the VPC, and of its subnets together. */
export function vpcConditions(
  cidrBlocks: string[],
  subnets: { readonly publicSubnets: DataAwsSubnet[]; readonly privateSubnets: DataAwsSubnet[] },
): Postcondition[] {
  const ipv4 = JSON.stringify(cidrBlocks.filter((cidr) => !isIpv6(cidr)));
  const ipv6 = JSON.stringify(cidrBlocks.filter(isIpv6));
  const blocks = 'concat(self.cidr_block_associations[*].cidr_block, compact([self.ipv6_cidr_block]))';
  const strangers = `setsubtract(concat(${ipv4}, ${ipv6}), ${blocks})`;
  return [
    {
      condition: '${self.enable_dns_support && self.enable_dns_hostnames}',
      errorMessage:
        'network.vpcId is ${self.id}, which has DNS support ${self.enable_dns_support ? "on" : "off"} and DNS hostnames ' +
        '${self.enable_dns_hostnames ? "on" : "off"}. Nodes find EKS and EFS by names: have its owner turn on both.',
    },
    {
      condition: `\${length(${strangers}) == 0}`,
      errorMessage:
        `network.cidrBlocks has \${join(", ", ${strangers})}, which \${self.id} has not. ` +
        `Its ranges are \${join(", ", ${blocks})}.`,
    },
    {
      condition: `\${self.cidr_block == ${ipv4}[0]}`,
      errorMessage:
        'network.cidrBlocks does not begin with ${self.cidr_block}, which ${self.id} was made with. Name it first.',
    },
    inTwoZones('Public', subnets.publicSubnets),
    inTwoZones('Private', subnets.privateSubnets),
  ];
}

/** Internal: what must hold of the table that a subnet goes by. */
export function routeConditions(kind: SubnetKind, subnet: DataAwsSubnet): Postcondition[] {
  const byInternetGateway = 'try(startswith(route.gateway_id, "igw-"), false)';
  const wanted = kind === 'Public' ? byInternetGateway : `!${byInternetGateway}`;
  const errorMessage =
    kind === 'Public'
      ? `${property(kind)} has ${subnet.id}, whose table \${self.route_table_id} has no route from 0.0.0.0/0 to an ` +
        'internet gateway: nobody would reach load balancers in it. Name public subnets.'
      : `${property(kind)} has ${subnet.id}, whose table \${self.route_table_id} has no route from 0.0.0.0/0 to a NAT ` +
        'gateway, a transit gateway or the like (an internet gateway carries public addresses alone): nodes in it would ' +
        'not get out to the registries. Have a route added, or name other subnets.';
  return [
    {
      condition: `\${anytrue([for route in self.routes : route.cidr_block == "0.0.0.0/0" && ${wanted}])}`,
      errorMessage,
    },
  ];
}

function inTwoZones(kind: SubnetKind, subnets: DataAwsSubnet[]): Postcondition {
  const zones = `distinct([${subnets.map((subnet) => `${subnet.fqn}.availability_zone`).join(', ')}])`;
  return {
    condition: `\${length(${zones}) >= 2}`,
    errorMessage:
      `${property(kind)} are all in \${join(", ", ${zones})}, but EKS and load balancers want subnets in at least 2 zones. ` +
      'Name one of another zone.',
  };
}

function property(kind: SubnetKind): string {
  return `network.${kind.toLowerCase()}SubnetIds`;
}
