import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { RoutedNetwork } from './bound-network';
import { isPrivate, parseCidr, PRIVATE_RANGES } from './cidr';
import { NEEDED_BY_ADD_ONS, NEEDED_TO_BOOT } from './endpoint-names';
import { IsolatedNetworkProps } from './isolated-network-props';
import { NatGateways } from './nat-gateways';
import { NetworkContext } from './network-context';
import { NetworkSource } from './network-source';
import { NamedRange } from './overlaps';
import { LARGEST_PREFIX, MAX_ZONES, SMALLEST_PREFIX } from './subnets';
import { Vpc } from './vpc';
import { VpcEndpointService } from './vpc-endpoint-service';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';

/** Internal: a VPC of the cluster's own. */
export class IsolatedNetwork implements NetworkSource {
  readonly ipv6: boolean;
  private readonly natGateways: NatGateways;
  private readonly endpoints: VpcEndpointService[];

  constructor(private readonly props: IsolatedNetworkProps) {
    this.ipv6 = props.ipv6 ?? false;
    this.natGateways = props.natGateways ?? NatGateways.ONE_PER_ZONE;
    const withoutNat = [...NEEDED_TO_BOOT, ...NEEDED_BY_ADD_ONS];
    this.endpoints = props.endpoints ?? (this.natGateways === NatGateways.NONE ? withoutNat : [VpcEndpointService.S3]);
  }

  ranges(scope: Construct): NamedRange[] {
    this.checkCidr(scope);
    const wayOut = 'Take another range for the VPC';
    return [{ property: 'network.cidr', cidr: this.props.cidr, wayOut }];
  }

  make(scope: Construct, id: string, context: NetworkContext): RoutedNetwork {
    const { cidr, zoneNames } = this.props;
    const count = this.props.availabilityZones ?? zoneNames?.length ?? 3;
    this.checkZones(scope, count);
    this.checkEndpoints(scope);
    const zones = zoneNames ?? [...'abcdef'].slice(0, count).map((letter) => `${context.region}${letter}`);
    const { natGateways, endpoints, ipv6 } = this;
    return new Vpc(scope, id, { cidr, zones, natGateways, endpoints, ipv6, ...context });
  }

  private checkCidr(scope: Construct): void {
    const value = this.props.cidr;
    if (Token.isUnresolved(value)) return;
    const refuse = (because: string, wayOut: string) =>
      invalid(scope, { property: 'network.cidr', value, because, wayOut });
    const cidr = parseCidr(value);
    if (!cidr) {
      throw refuse(
        'which is not an IPv4 range in CIDR form',
        'Write a network address and prefix, such as 10.42.0.0/16',
      );
    }
    if (!isPrivate(cidr)) {
      throw refuse('which is not private', `Take a range inside ${PRIVATE_RANGES.join(', ')} (RFC 1918, RFC 6598)`);
    }
    if (cidr.prefix > SMALLEST_PREFIX) {
      const because = 'which is too small for a public and a private subnet in each zone';
      throw refuse(because, `Take /${SMALLEST_PREFIX} or larger, up to /${LARGEST_PREFIX}`);
    }
    if (cidr.prefix < LARGEST_PREFIX) {
      throw refuse(
        'which is larger than AWS lets a VPC be',
        `Take /${LARGEST_PREFIX} or smaller, down to /${SMALLEST_PREFIX}`,
      );
    }
  }

  private checkZones(scope: Construct, count: number): void {
    const { zoneNames } = this.props;
    const property = this.props.availabilityZones === undefined ? 'network.zoneNames' : 'network.availabilityZones';
    const refuse = (value: unknown, because: string, wayOut: string) =>
      invalid(scope, { property, value, because, wayOut });
    const value = this.props.availabilityZones ?? zoneNames;
    if (zoneNames && count !== zoneNames.length) {
      throw refuse(value, `but zoneNames has ${zoneNames.length}`, 'Leave one of the two out');
    }
    if (count < 2) {
      throw refuse(value, 'but EKS and load balancers want subnets in at least 2 zones', 'Take 2 or 3');
    }
    if (count > MAX_ZONES || !Number.isInteger(count)) {
      throw refuse(
        value,
        `which is not a number of zones that a region has`,
        `Take a whole number from 2 to ${MAX_ZONES}`,
      );
    }
    const literal = (zoneNames ?? []).filter((name) => !Token.isUnresolved(name));
    if (repeated(literal)) throw refuse(value, 'which names a zone twice', 'Name each zone once');
  }

  private checkEndpoints(scope: Construct): void {
    const refuse = (because: string, wayOut: string) =>
      invalid(scope, { property: 'network.endpoints', value: this.endpoints, because, wayOut });
    if (repeated(this.endpoints)) throw refuse('which names a service twice', 'Name each service once');
    const missing = NEEDED_TO_BOOT.filter((service) => !this.endpoints.includes(service));
    if (this.natGateways !== NatGateways.NONE || missing.length === 0) return;
    const because = `but without a NAT gateway nodes boot by ${missing.join(', ')}, too`;
    throw refuse(because, 'Add what is missing, leave endpoints out, or take a NAT gateway');
  }
}
