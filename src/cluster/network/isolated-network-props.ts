import { NatGateways } from './nat-gateways';
import { VpcEndpointService } from './vpc-endpoint-service';

/** A VPC that is made for the cluster and belongs to it. */
export interface IsolatedNetworkProps {
  /**
   * The VPC's IPv4 range: private (RFC 1918 or RFC 6598), /16 to /21. A zone's private subnet is an eighth of it, a
   * public one a 64th, whatever the number of zones.
   */
  readonly cidr: string;

  /**
   * The number of zones, 2 to 6: the region's first letters, such as `us-east-1a` to `us-east-1c`. A few regions have no
   * zone of one of the first letters: name the zones there.
   *
   * @default 3, or as many as `zoneNames` has
   */
  readonly availabilityZones?: number;

  /**
   * The zones by name, such as `['ca-central-1a', 'ca-central-1b', 'ca-central-1d']`. Add new ones at the end: the place in the
   * list is the place in the VPC's range.
   *
   * @default - the region's first letters
   */
  readonly zoneNames?: string[];

  /**
   * How many NAT gateways there are.
   *
   * @default NatGateways.ONE_PER_ZONE
   */
  readonly natGateways?: NatGateways;

  /**
   * Whether the VPC has IPv6, too: a /56 that Amazon provides, a /64 of it in each subnet, and a way out of private subnets
   * that nobody comes in by (egress-only internet gateway, free of charge). Nodes and load balancers can have IPv6 addresses
   * then. Pods and Services stay on IPv4.
   *
   * @default false
   */
  readonly ipv6?: boolean;

  /**
   * The services of AWS that are reached by endpoints in the VPC. Without a NAT gateway nodes need `S3`, `ECR`, `EC2` and
   * `EKS_AUTH`, at least. Callers have to be principals of the cluster's account; only images and packages are read from S3
   * without.
   *
   * @default - with NAT gateways, `S3`: it costs nothing, and what nodes pull from ECR no longer pays the gateway. Without,
   * also `ECR`, `EC2`, `EKS_AUTH`, `ELASTIC_LOAD_BALANCING` and `EFS`: 6 interface endpoints, 132 USD a month over 3 zones
   * in us-east-1, where as many NAT gateways are 99 USD
   */
  readonly endpoints?: VpcEndpointService[];
}
