import { EgressOnlyInternetGateway } from '@cdktf/provider-aws/lib/egress-only-internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import { Routed } from './routes';

const ANYWHERE = '::/0';

/** Internal: by IPv6, private subnets go out and are not reached; public ones are. */
export function routeIpv6(scope: Construct, props: Routed & { readonly vpcId: string }): Route[] {
  const { name, vpcId, internet, publicTable, privateTables } = props;
  const outwards = new EgressOnlyInternetGateway(scope, 'EgressOnlyInternetGateway', { vpcId, tags: { Name: name } });
  return [
    new Route(scope, 'PublicDefaultIpv6', {
      routeTableId: publicTable.id,
      destinationIpv6CidrBlock: ANYWHERE,
      gatewayId: internet.id,
    }),
    ...privateTables.map(
      (table, index) =>
        new Route(scope, `PrivateDefaultIpv6${index}`, {
          routeTableId: table.id,
          destinationIpv6CidrBlock: ANYWHERE,
          egressOnlyGatewayId: outwards.id,
        }),
    ),
  ];
}
