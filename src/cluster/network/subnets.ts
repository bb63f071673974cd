import { Fn, Token } from 'cdktf';
import { formatCidr, parseCidr } from './cidr';
import { SubnetKind } from './discovery-tags';

/** Internal: where in the VPC's range a zone's two subnets lie. */
export interface ZoneSubnets {
  readonly publicCidr: string;
  readonly privateCidr: string;
}

/** The most zones a network spans: no AWS region has more. */
export const MAX_ZONES = 6;

/** AWS takes VPCs of /16 at most (Amazon VPC User Guide, "VPC CIDR blocks"). */
export const LARGEST_PREFIX = 16;

/**
 * The smallest VPC that can be divided: its public subnets are /27, the least that a load balancer takes
 * (Elastic Load Balancing, "Subnets for your load balancer"), its private ones /24.
 */
export const SMALLEST_PREFIX = 21;

// A VPC is 8 equal parts: parts 0 to 5 are the zones' private subnets (pods take an address each), part 6 is left for
// what comes later, part 7 is divided in 8 again for the public subnets, which hold only load balancers and gateways.
// The division does not depend on the number of zones: adding a zone moves no subnet.
const PART_BITS = 3;
const PUBLIC_PART = 7;

/** The subnets of the zone with this number, from 0, in a VPC whose range may be a token. */
export function zoneSubnets(vpcCidr: string, zone: number): ZoneSubnets {
  return {
    privateCidr: subnet(vpcCidr, PART_BITS, zone),
    publicCidr: subnet(vpcCidr, 2 * PART_BITS, PUBLIC_PART * 2 ** PART_BITS + zone),
  };
}

function subnet(vpcCidr: string, bits: number, index: number): string {
  if (Token.isUnresolved(vpcCidr)) return Fn.cidrsubnet(vpcCidr, bits, index);
  const vpc = parseCidr(vpcCidr)!;
  const prefix = vpc.prefix + bits;
  return formatCidr({ first: vpc.first + index * 2 ** (32 - prefix), prefix });
}

/**
 * The IPv6 range of a zone's subnet: a /64, the only size that AWS takes, of the VPC's /56 (Amazon VPC User Guide, "Subnet
 * CIDR blocks"). The first 128 are for private subnets, the others for public ones.
 */
export function subnetIpv6(vpcIpv6Cidr: string, kind: SubnetKind, zone: number): string {
  return Fn.cidrsubnet(vpcIpv6Cidr, 8, kind === 'Public' ? 128 + zone : zone);
}
