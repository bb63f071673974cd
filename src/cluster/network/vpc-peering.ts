import { Route } from '@cdktf/provider-aws/lib/route';
import { VpcPeeringConnection } from '@cdktf/provider-aws/lib/vpc-peering-connection';
import { VpcPeeringConnectionOptions } from '@cdktf/provider-aws/lib/vpc-peering-connection-options';
import { Construct } from 'constructs';
import { RoutedNetwork } from './bound-network';
import { isIpv6 } from './overlaps';
import { routesBack } from './peer-routes';
import { VpcPeeringProps } from './vpc-peering-props';

/** Internal: what a peering is told. */
export interface VpcPeeringsProps {
  readonly clusterName: string;
  readonly network: RoutedNetwork;
  readonly peer: VpcPeeringProps;
  /** Whether the peer is in the same account and region. */
  readonly ours: boolean;
}

/** Internal: a connection to another VPC, and the routes on the sides that are ours. */
export class VpcPeering extends Construct {
  readonly connection: VpcPeeringConnection;

  constructor(scope: Construct, id: string, { clusterName, network, peer, ours }: VpcPeeringsProps) {
    super(scope, id);
    const resolution = { allowRemoteVpcDnsResolution: peer.dnsResolution ?? false };
    this.connection = new VpcPeeringConnection(this, 'Connection', {
      vpcId: network.vpcId,
      peerVpcId: peer.vpcId,
      tags: { Name: `${clusterName}-${peer.vpcId}` },
      ...(ours
        ? { autoAccept: true, requester: resolution, accepter: resolution }
        : { peerOwnerId: peer.ownerAccount, peerRegion: peer.region }),
    });
    if (!ours && peer.dnsResolution) this.resolveOnceAccepted(peer);
    const vpcPeeringConnectionId = this.connection.id;
    const { privateRouteTables } = network;
    peer.cidrBlocks.forEach((cidr, index) => {
      new Route(this, `Route${index}`, {
        forEach: privateRouteTables,
        routeTableId: privateRouteTables.value,
        ...(isIpv6(cidr) ? { destinationIpv6CidrBlock: cidr } : { destinationCidrBlock: cidr }),
        vpcPeeringConnectionId,
      });
    });
    const ipv6CidrBlocks = peer.cidrBlocks.some(isIpv6) ? network.ipv6CidrBlocks : [];
    const { routeTableIds = [] } = peer;
    routesBack(this, { vpcPeeringConnectionId, routeTableIds, cidrBlocks: network.cidrBlocks, ipv6CidrBlocks });
  }

  private resolveOnceAccepted({ vpcId }: VpcPeeringProps): void {
    const { id, acceptStatus } = this.connection;
    new VpcPeeringConnectionOptions(this, 'Resolution', {
      vpcPeeringConnectionId: id,
      requester: { allowRemoteVpcDnsResolution: true },
      lifecycle: {
        precondition: [
          {
            condition: `\${${acceptStatus} == "active"}`,
            errorMessage:
              `network.peeredWith.dnsResolution is true, but ${id} to ${vpcId} is still ${acceptStatus}. ` +
              'Accept it there first, such as by VpcPeeringAccepter, then apply again.',
          },
        ],
      },
    });
  }
}
