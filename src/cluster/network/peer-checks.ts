import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { checkRange, isIpv6 } from './overlaps';
import { checkId } from './resource-id';
import { VpcPeeringProps } from './vpc-peering-props';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';

/** Internal: whether a peer is in the cluster's account and region. */
export function isOurs({ ownerAccount, region }: VpcPeeringProps, clusterRegion: string): boolean {
  return ownerAccount === undefined && (region === undefined || region === clusterRegion);
}

/** Internal: what a peer must go with. */
export interface OwnSide {
  readonly region: string;
  readonly ipv6: boolean;
}

/** Internal: refuses peers that cannot be joined to the cluster's network. */
export function checkPeers(scope: IConstruct, peers: VpcPeeringProps[], own: OwnSide): void {
  peers.forEach((peer) => checkPeer(scope, peer, own));
  const twice = repeated(peers.map(({ vpcId }) => vpcId));
  if (!twice) return;
  throw invalid(scope, {
    property: 'network.peeredWith.vpcId',
    value: twice,
    because: 'which is named twice, and two VPCs are joined by one connection',
    wayOut: 'Name it once, with all its ranges',
  });
}

function checkPeer(scope: IConstruct, peer: VpcPeeringProps, own: OwnSide): void {
  const { vpcId, cidrBlocks, routeTableIds = [], ownerAccount } = peer;
  const refuse = (property: string, value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property: `network.peeredWith.${property}`, value, because, wayOut });
  checkId(scope, 'network.peeredWith.vpcId', 'vpc', vpcId);
  routeTableIds.forEach((table) => checkId(scope, 'network.peeredWith.routeTableIds', 'rtb', table));
  cidrBlocks.forEach((cidr) => checkRange(scope, 'network.peeredWith.cidrBlocks', cidr));
  if (cidrBlocks.length === 0) {
    throw refuse('cidrBlocks', cidrBlocks, 'which leads nowhere', 'Name the ranges of the other VPC');
  }
  if (ownerAccount !== undefined && !Token.isUnresolved(ownerAccount) && !/^\d{12}$/.test(ownerAccount)) {
    throw refuse('ownerAccount', ownerAccount, 'which is not an AWS account', 'Write its 12 digits');
  }
  if (routeTableIds.length > 0 && !isOurs(peer, own.region)) {
    const because = "which belong to another account or region, where the cluster's provider sets no routes";
    throw refuse('routeTableIds', routeTableIds, because, 'Give them to a VpcPeeringAccepter there');
  }
  const ipv6 = cidrBlocks.find(isIpv6);
  if (ipv6 && !own.ipv6) {
    const wayOut = 'Give the network ipv6: true, or an existing one its IPv6 range; or leave this one out';
    throw refuse('cidrBlocks', ipv6, "but the cluster's network has no IPv6", wayOut);
  }
}
