import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { TerraformStack } from 'cdktf';
import { NetworkContext, NodeDemand } from './network-context';

/**
 * The addresses that a node takes from its subnet once it is full of pods: its network interfaces times the addresses of
 * each (Amazon EC2 User Guide, "IP addresses per network interface"), by size as it is in most families.
 */
const ADDRESSES: { readonly [size: string]: number } = { medium: 18, large: 30, xlarge: 60, '2xlarge': 60 };

/** From 4xlarge on: 8 interfaces of 30 addresses. */
const ADDRESSES_OF_LARGER = 240;

/** Internal: the addresses of a node of an instance type. */
export function addressesOf(instanceType: string): number {
  return ADDRESSES[instanceType.split('.')[1]] ?? ADDRESSES_OF_LARGER;
}

/**
 * Internal: warns, and never refuses, when the private subnets have fewer free addresses than the most nodes and their pods
 * take. Asked before the cluster is there, since afterwards the nodes' own addresses are among those that are not free.
 */
export function warnOfFewAddresses(vpc: DataAwsVpc, subnets: DataAwsSubnet[], context: NetworkContext): void {
  const { nodes = [], clusterName } = context;
  if (nodes.length === 0) return;
  const needed = nodes.reduce((sum, { max, instanceType }) => sum + max * addressesOf(instanceType), 0);
  const free = `sum([${subnets.map((subnet) => `${subnet.fqn}.available_ip_address_count`).join(', ')}])`;
  const name = `${vpc.friendlyUniqueId}_addresses`;
  // cdktf has no construct for check blocks.
  TerraformStack.of(vpc).addOverride(`check.${name}`, {
    data: { aws_eks_clusters: { [name]: {} } },
    assert: [
      {
        condition: `\${contains(data.aws_eks_clusters.${name}.names, "${clusterName}") || ${free} >= ${needed}}`,
        error_message:
          `network.privateSubnetIds have \${${free}} free addresses, and ${clusterName} takes up to ${needed}: ` +
          `${nodes.map(inWords).join(', ')}, as each pod has an address of its own. Nodes or pods beyond the free ones ` +
          'do not start. Name larger subnets, or fewer nodes.',
      },
    ],
  });
}

function inWords({ max, instanceType }: NodeDemand): string {
  return `${max} nodes of ${instanceType} x ${addressesOf(instanceType)}`;
}
