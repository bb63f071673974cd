import { ITerraformDependable } from 'cdktf';

/** Internal: a network as the cluster sees it, whoever made it. What is not known at synth is a token. */
export interface BoundNetwork {
  readonly vpcId: string;
  /** The VPC's IPv4 range; where it has several, the one that it was born with. */
  readonly vpcCidr: string;
  readonly publicSubnetIds: string[];
  /** In the same order. */
  readonly publicCidrs: string[];
  readonly privateSubnetIds: string[];
  /** In the same order. */
  readonly privateCidrs: string[];
  /** What nodes need before they start: their way out to the registries and to AWS's APIs. */
  readonly egress: ITerraformDependable[];
}
