import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import { NatGateways } from './nat-gateways';

/** Internal: a VPC's tables, and the gateway that it has in any case. */
export interface Routed {
  readonly name: string;
  readonly internet: InternetGateway;
  readonly publicTable: RouteTable;
  readonly privateTables: RouteTable[];
}

const ANYWHERE = '0.0.0.0/0';

/** Internal: public subnets go out, and are reached, by the internet gateway. */
export function routePublic(scope: Construct, { publicTable, internet }: Routed): Route {
  return new Route(scope, 'PublicDefault', {
    routeTableId: publicTable.id,
    destinationCidrBlock: ANYWHERE,
    gatewayId: internet.id,
  });
}

/** Internal: private subnets go out by the NAT gateway of their zone, by the only one, or not at all. */
export function routeByNat(
  scope: Construct,
  props: Routed & { readonly publicSubnets: Subnet[]; readonly natGateways: NatGateways },
): Route[] {
  const { name, internet, publicSubnets, natGateways } = props;
  if (natGateways === NatGateways.NONE) return [];
  const inSubnets = natGateways === NatGateways.ONE ? publicSubnets.slice(0, 1) : publicSubnets;
  const gateways = inSubnets.map((subnet, index) => {
    const tags = { Name: `${name}-nat-${index}` };
    const address = new Eip(scope, `NatAddress${index}`, { domain: 'vpc', tags, dependsOn: [internet] });
    const allocationId = address.id;
    return new NatGateway(scope, `Nat${index}`, { allocationId, subnetId: subnet.id, tags, dependsOn: [internet] });
  });
  return props.privateTables.map(
    (table, index) =>
      new Route(scope, `PrivateDefault${index}`, {
        routeTableId: table.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: gateways[index % gateways.length].id,
      }),
  );
}
