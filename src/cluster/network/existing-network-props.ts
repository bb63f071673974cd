/** A VPC that somebody else made. Nothing of it is made, changed or destroyed, but for tags on its subnets. */
export interface ExistingNetworkProps {
  /** The VPC's id, such as `vpc-0123456789abcdef0`. It has to resolve names (DNS support and DNS hostnames). */
  readonly vpcId: string;

  /**
   * The VPC's ranges: its first IPv4 block, then secondary ones, and its IPv6 block where peers are reached by it. Those that
   * are left out are not checked for overlaps, and not routed to by peers.
   */
  readonly cidrBlocks: string[];

  /**
   * Ids of subnets of at least 2 zones, whose default route leads to an internet gateway: for load balancers that face the
   * internet.
   */
  readonly publicSubnetIds: string[];

  /**
   * Ids of subnets of at least 2 zones, whose default route leads elsewhere (NAT gateway, transit gateway, ...): for nodes,
   * pods, file systems and databases.
   */
  readonly privateSubnetIds: string[];

  /**
   * Whether the subnets get the tags by which load balancers of Kubernetes find them (`kubernetes.io/role/elb`,
   * `kubernetes.io/role/internal-elb` and `kubernetes.io/cluster/NAME`), and the private ones that by which Karpenter finds them
   * (`karpenter.sh/discovery`) when that scales the nodes. They are taken off with the cluster; other tags are
   * never touched. Say false when the owner of the subnets sets them, or when another cluster in the same subnets does: the
   * one that is destroyed first would take them off. An owner who manages the subnets' tags by Terraform has to ignore these,
   * by the AWS provider's `ignore_tags`.
   *
   * @default true
   */
  readonly tagSubnets?: boolean;
}
