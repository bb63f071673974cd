import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { BoundNetwork } from './bound-network';
import { ExistingNetwork } from './existing-network';
import { ExistingNetworkProps } from './existing-network-props';
import { IsolatedNetwork } from './isolated-network';
import { IsolatedNetworkProps } from './isolated-network-props';
import { NetworkContext } from './network-context';
import { NetworkSource } from './network-source';
import { checkOverlaps, NamedRange } from './overlaps';
import { checkPeers, isOurs } from './peer-checks';
import { VpcPeering } from './vpc-peering';
import { VpcPeeringProps } from './vpc-peering-props';

/** Where a cluster's nodes, pods and load balancers live. */
export class Network {
  /** A VPC of the cluster's own: a public and a private subnet in each zone, NAT, flow logs. The cluster checks it. */
  public static isolated(props: IsolatedNetworkProps): Network {
    return new Network(new IsolatedNetwork(props), []);
  }

  /**
   * A VPC that is there already, such as an institute's. The cluster checks what can be known at synth; the rest is read and
   * checked whenever Terraform plans, before anything changes: that subnets are the VPC's and span two zones, that private ones
   * have a way out, and that names resolve. That addresses may not suffice is a warning.
   */
  public static existing(props: ExistingNetworkProps): Network {
    return new Network(new ExistingNetwork(props), []);
  }

  private constructor(
    private readonly source: NetworkSource,
    private readonly peers: VpcPeeringProps[],
  ) {}

  /**
   * The same network, joined to another VPC, and to those that it was joined to before: a peering connection, and routes from
   * every private subnet to the other VPC's ranges. When the other VPC is in the same account and region, the connection is
   * accepted and the routes back are set, too; otherwise by `VpcPeeringAccepter`, there. Who may talk to whom remains a matter
   * of security groups.
   */
  public peeredWith(props: VpcPeeringProps): Network {
    return new Network(this.source, [...this.peers, props]);
  }

  /**
   * Makes the network.
   *
   * @internal
   */
  public _bind(scope: Construct, id: string, context: NetworkContext): BoundNetwork {
    checkPeers(scope, this.peers, { region: context.region, ipv6: this.source.ipv6 });
    checkOverlaps(scope, [...this.source.ranges(scope), ...this.rangesBeyond(context)]);
    const network = this.source.make(scope, id, context);
    const connections = this.peers.map((peer, index) => {
      const name = Token.isUnresolved(peer.vpcId) ? index : peer.vpcId;
      const ours = isOurs(peer, context.region);
      const { clusterName } = context;
      return new VpcPeering(scope, `${id}Peering-${name}`, { clusterName, network, peer, ours }).connection;
    });
    return { ...network, peeringConnectionIds: connections.map((connection) => connection.id) };
  }

  private rangesBeyond({ serviceCidr }: NetworkContext): NamedRange[] {
    const peered = this.peers.flatMap(({ vpcId, cidrBlocks }) =>
      cidrBlocks.map((cidr) => ({
        property: `network.peeredWith(${Token.isUnresolved(vpcId) ? '' : vpcId}).cidrBlocks`,
        cidr,
        wayOut:
          'Networks that are joined cannot share addresses: name other ranges of the peer, or move one of the two',
      })),
    );
    const wayOut = 'Set serviceCidr to a range that nobody has, such as 10.100.0.0/16';
    return [...peered, { property: 'serviceCidr', cidr: serviceCidr, wayOut }];
  }
}
