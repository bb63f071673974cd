/** The part of a network that a load balancer which faces the internet needs. `DocNowCluster` is one. */
export interface ILoadBalancerNetwork {
  /** The VPC's id. */
  readonly vpcId: string;
  /** Public subnets of at least two zones. */
  readonly publicSubnetIds: string[];
  /** IPv4 ranges of the public subnets: where a load balancer's requests come from. */
  readonly publicSubnetCidrs: string[];
  /** The security group that the pods' addresses are in. */
  readonly securityGroupId: string;
}
