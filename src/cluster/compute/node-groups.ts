import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { Construct } from 'constructs';
import { PlannedNodes } from './cluster-compute';
import { NodeGroup, NodeGroupProps } from './node-group';
import { NodeRole } from './node-role';

/** Internal: the groups of a cluster, with one role for their nodes. */
export function makeNodeGroups(
  scope: Construct,
  groups: PlannedNodes[],
  props: Pick<NodeGroupProps, 'clusterName' | 'kubernetesVersion' | 'subnetIds' | 'dependsOn'>,
): EksNodeGroup[] {
  if (groups.length === 0) return [];
  const { role, grants } = new NodeRole(scope, 'NodeRole', { clusterName: props.clusterName });
  const dependsOn = [...props.dependsOn, ...grants];
  return groups.map(
    ({ id, ...group }) => new NodeGroup(scope, id, { ...props, ...group, roleArn: role.arn, dependsOn }).nodeGroup,
  );
}
