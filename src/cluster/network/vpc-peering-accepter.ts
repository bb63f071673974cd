import { VpcPeeringConnectionAccepterA } from '@cdktf/provider-aws/lib/vpc-peering-connection-accepter';
import { Construct } from 'constructs';
import { checkRange, isIpv6 } from './overlaps';
import { routesBack } from './peer-routes';
import { checkId } from './resource-id';

/** What the accepting side of a peering is told. */
export interface VpcPeeringAccepterProps {
  /** The connection, such as `cluster.peeringConnectionIds[0]`. */
  readonly peeringConnectionId: string;

  /**
   * The ranges of the network that asked, such as `[cluster.vpcCidr]`: what is reached over the connection. IPv4, or IPv6; a
   * token counts as IPv4.
   */
  readonly cidrBlocks: string[];

  /** Ids of the route tables of the accepting VPC that get a route there. */
  readonly routeTableIds: string[];

  /**
   * Whether names of this VPC's instances resolve to private addresses on the other side.
   *
   * @default false
   */
  readonly dnsResolution?: boolean;
}

/**
 * The other account's (or region's) half of `Network.peeredWith`: accepts the connection, and sets the routes back.
 *
 * Make it in a stack whose AwsProvider has the credentials of the account, and the region, that own the other VPC.
 */
export class VpcPeeringAccepter extends Construct {
  /** The acceptance, to set what this construct does not. */
  public readonly accepter: VpcPeeringConnectionAccepterA;

  /**
   * Accepts the connection.
   *
   * @throws when an id or a range is not of the right shape
   */
  constructor(scope: Construct, id: string, props: VpcPeeringAccepterProps) {
    super(scope, id);
    const { peeringConnectionId: vpcPeeringConnectionId, routeTableIds, cidrBlocks } = props;
    checkId(this, 'peeringConnectionId', 'pcx', vpcPeeringConnectionId);
    routeTableIds.forEach((table) => checkId(this, 'routeTableIds', 'rtb', table));
    cidrBlocks.forEach((cidr) => checkRange(this, 'cidrBlocks', cidr));
    this.accepter = new VpcPeeringConnectionAccepterA(this, 'Accepter', {
      vpcPeeringConnectionId,
      autoAccept: true,
      accepter: { allowRemoteVpcDnsResolution: props.dnsResolution ?? false },
    });
    routesBack(this, {
      // Not the given id: routes come after the acceptance.
      vpcPeeringConnectionId: this.accepter.id,
      routeTableIds,
      cidrBlocks: cidrBlocks.filter((cidr) => !isIpv6(cidr)),
      ipv6CidrBlocks: cidrBlocks.filter(isIpv6),
    });
  }
}
