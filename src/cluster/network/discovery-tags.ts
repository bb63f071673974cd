/** Internal: whom a subnet is for: load balancers that face the internet, or nodes, pods and all else. */
export type SubnetKind = 'Public' | 'Private';

/** Internal: by these the AWS Load Balancer Controller finds subnets (its documentation, "Subnet auto-discovery"). */
export function discoveryTags(kind: SubnetKind, clusterName: string): { [key: string]: string } {
  return {
    [`kubernetes.io/role/${kind === 'Public' ? 'elb' : 'internal-elb'}`]: '1',
    [`kubernetes.io/cluster/${clusterName}`]: 'shared',
  };
}
