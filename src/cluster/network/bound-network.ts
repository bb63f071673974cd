import { ITerraformDependable, ListTerraformIterator, MapTerraformIterator } from 'cdktf';

/** Internal: a network as the cluster sees it, whoever made it. What is not known at synth is a token. */
export interface BoundNetwork extends RoutedNetwork {
  /** Ids of the connections to peers, in the order in which peers were named. */
  readonly peeringConnectionIds: string[];
}

/** Internal: a network before it is joined to others. */
export interface RoutedNetwork {
  readonly vpcId: string;
  /** The VPC's IPv4 range; where it has several, the one that it was born with. */
  readonly vpcCidr: string;
  /** All its IPv4 ranges, `vpcCidr` the first. */
  readonly cidrBlocks: string[];
  /** Its IPv6 ranges. */
  readonly ipv6CidrBlocks: string[];
  readonly publicSubnetIds: string[];
  /** In the same order. */
  readonly publicCidrs: string[];
  readonly privateSubnetIds: string[];
  /** In the same order. */
  readonly privateCidrs: string[];
  /** Ids of the route tables of private subnets, each once, for a resource in each of them. */
  readonly privateRouteTables: MapTerraformIterator | ListTerraformIterator;
  /** What nodes need before they start: their way out to the registries and to AWS's APIs. */
  readonly egress: ITerraformDependable[];
}
