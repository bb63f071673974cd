import { Mend, within } from '../mend';

/**
 * fakecloud takes every VPC that is peered with for one of the caller's account and region; whoever asked for another's reads
 * back a connection that is not the one asked for. The connection itself is accepted by fakecloud's one account, which so plays
 * both.
 */
export function peeringOwners(): Mend {
  /** By a connection's id, what its accepter's part is to say. */
  const peers = new Map<string, { readonly owner?: string; readonly region?: string }>();
  return {
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnectionVpcInfo.html',
    actions: ['CreateVpcPeeringConnection', 'DescribeVpcPeeringConnections', 'AcceptVpcPeeringConnection'],
    answer: (xml, form) => {
      const [owner, region] = [form.get('PeerOwnerId') ?? undefined, form.get('PeerRegion') ?? undefined];
      const id = /<vpcPeeringConnectionId>(.*?)</.exec(xml)?.[1];
      if (id && (owner || region)) peers.set(id, { owner, region });
      return xml
        .split(/(?=<vpcPeeringConnectionId>)/)
        .map((said) => {
          const peer = peers.get(/^<vpcPeeringConnectionId>(.*?)</.exec(said)?.[1] ?? '');
          if (!peer) return said;
          return within(said, 'accepterVpcInfo', (info) => {
            const owned = peer.owner ? within(info, 'ownerId', () => peer.owner!) : info;
            return peer.region ? `${owned}<region>${peer.region}</region>` : owned;
          });
        })
        .join('');
    },
  };
}
