import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { BoundNetwork } from './bound-network';
import { isPrivate, parseCidr, PRIVATE_RANGES } from './cidr';
import { NetworkContext } from './network-context';
import { LARGEST_PREFIX, MAX_ZONES, SMALLEST_PREFIX } from './subnets';
import { Vpc } from './vpc';
import { invalid } from '../../platform/invalid';

/** How many NAT gateways carry the nodes' way out to the internet. */
export enum NatGateways {
  /** One for all zones. Costs a third; when its zone fails, no zone gets out, and traffic from the others pays to cross. */
  ONE = 'ONE',
  /** One in each zone. A zone that fails takes only itself out. */
  ONE_PER_ZONE = 'ONE_PER_ZONE',
}

/** A VPC that is made for the cluster and belongs to it. */
export interface IsolatedNetworkProps {
  /**
   * The VPC's IPv4 range: private (RFC 1918 or RFC 6598), /16 to /21. A zone's private subnet is an eighth of it, a
   * public one a 64th, whatever the number of zones.
   */
  readonly cidr: string;

  /**
   * The number of zones, 2 to 6: the region's first letters, such as `us-east-1a` to `us-east-1c`. A few regions have no
   * zone of one of the first letters: name the zones there.
   *
   * @default 3, or as many as `zoneNames` has
   */
  readonly availabilityZones?: number;

  /**
   * The zones by name, such as `['ca-central-1a', 'ca-central-1b', 'ca-central-1d']`. Add new ones at the end: the place in the
   * list is the place in the VPC's range.
   *
   * @default - the region's first letters
   */
  readonly zoneNames?: string[];

  /**
   * How many NAT gateways there are.
   *
   * @default NatGateways.ONE_PER_ZONE
   */
  readonly natGateways?: NatGateways;
}

/** Where a cluster's nodes, pods and load balancers live. */
export class Network {
  /** A VPC of the cluster's own: a public and a private subnet in each zone, NAT, flow logs. The cluster checks it. */
  public static isolated(props: IsolatedNetworkProps): Network {
    return new Network(props);
  }

  private constructor(private readonly props: IsolatedNetworkProps) {}

  /**
   * Makes the network.
   *
   * @internal
   */
  public _bind(scope: Construct, id: string, context: NetworkContext): BoundNetwork {
    const { cidr, zoneNames, natGateways } = this.props;
    this.checkCidr(scope);
    const count = this.props.availabilityZones ?? zoneNames?.length ?? 3;
    this.checkZones(scope, count);
    const zones = zoneNames ?? [...'abcdef'].slice(0, count).map((letter) => `${context.region}${letter}`);
    return new Vpc(scope, id, { cidr, zones, onePerZone: natGateways !== NatGateways.ONE, ...context });
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
    if (new Set(literal).size < literal.length) throw refuse(value, 'which names a zone twice', 'Name each zone once');
  }
}
