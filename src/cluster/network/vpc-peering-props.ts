/** Another VPC that the cluster's network is joined to. */
export interface VpcPeeringProps {
  /** The other VPC's id, such as `vpc-0123456789abcdef0`. */
  readonly vpcId: string;

  /**
   * All ranges of the other VPC that are to be reached: its primary and secondary IPv4 blocks, and its IPv6 block where both
   * VPCs have one. A token counts as IPv4. None may overlap one of the cluster's, of another peer, or the range of its
   * Services.
   */
  readonly cidrBlocks: string[];

  /**
   * Ids of the other VPC's route tables that get a route to the cluster's network, when that VPC is in the same account and
   * region. Otherwise `VpcPeeringAccepter` sets the routes.
   *
   * @default - none: whoever owns the other VPC sets the routes there
   */
  readonly routeTableIds?: string[];

  /**
   * The AWS account, of 12 digits, that owns the other VPC, when that is not the cluster's. It has to accept: see
   * `VpcPeeringAccepter`.
   *
   * @default - the cluster's account
   */
  readonly ownerAccount?: string;

  /**
   * The region of the other VPC, when that is not the cluster's. It has to be accepted there: see `VpcPeeringAccepter`.
   *
   * @default - the cluster's region
   */
  readonly region?: string;

  /**
   * Whether names of instances in one VPC resolve to private addresses in the other: for both sides when both are in the
   * same account and region, else for the cluster's side. AWS takes it on a connection that was accepted, and not before:
   * where another account or region accepts, set it afterwards.
   *
   * @default false
   */
  readonly dnsResolution?: boolean;
}
