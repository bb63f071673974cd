import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';

/** Internal: what leads over a connection. */
export interface PeerRoutes {
  readonly vpcPeeringConnectionId: string;
  readonly routeTableIds: string[];
  readonly cidrBlocks: string[];
  readonly ipv6CidrBlocks: string[];
}

/** Internal: in each table, a route to each range on the other side. */
export function routesBack(scope: Construct, props: PeerRoutes): void {
  const { vpcPeeringConnectionId, routeTableIds, cidrBlocks, ipv6CidrBlocks } = props;
  routeTableIds.forEach((routeTableId, table) => {
    const common = { routeTableId, vpcPeeringConnectionId };
    cidrBlocks.forEach((destinationCidrBlock, index) => {
      new Route(scope, `Back${table}-${index}`, { ...common, destinationCidrBlock });
    });
    ipv6CidrBlocks.forEach((destinationIpv6CidrBlock, index) => {
      new Route(scope, `BackIpv6${table}-${index}`, { ...common, destinationIpv6CidrBlock });
    });
  });
}
