import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { addOnsAfterNodes, addOnsBeforeNodes } from './add-ons';
import { ClusterCompute } from './compute/cluster-compute';
import { FargateProfiles } from './compute/fargate';
import { makeNodeGroups } from './compute/node-groups';
import { containerInsights } from './container-insights';
import { AddOnVersions } from './versions/add-on-versions';

/** Internal: what is to run, and where. */
export interface NodesAndAddOnsProps {
  readonly cluster: EksCluster;
  readonly clusterName: string;
  readonly region: string;
  /** The private subnets. */
  readonly subnetIds: string[];
  /** The nodes' way out. */
  readonly egress: ITerraformDependable[];
  readonly compute: ClusterCompute;
  readonly versions: AddOnVersions;
  /** For how many days Container Insights keeps what it brings, where it is wanted. */
  readonly containerInsightsDays?: number;
}

/**
 * Internal: makes what pods run on, and what EKS adds to it, in the order in which one needs the other: network and proxy of the
 * nodes, the nodes, what runs on some of them. An upgrade goes by the same order.
 */
export function makeNodesAndAddOns(scope: Construct, props: NodesAndAddOnsProps): void {
  const { cluster, clusterName, region, subnetIds, egress, compute, versions } = props;
  const addOns = { clusterName, surroundings: compute.surroundings, versions };
  const first = addOnsBeforeNodes(scope, 'AddOnsBeforeNodes', { ...addOns, dependsOn: [cluster] });
  const home = { clusterName, subnetIds };
  const profiles = compute.fargate.length
    ? new FargateProfiles(scope, 'FargateProfiles', {
        ...home,
        clusterArn: cluster.arn,
        region,
        selectors: compute.fargate,
        dependsOn: [cluster, ...egress],
      }).profiles
    : [];
  const nodes = makeNodeGroups(scope, compute.nodeGroups, {
    ...home,
    kubernetesVersion: cluster.version,
    dependsOn: [...first, ...egress],
  });
  const places = [...nodes, ...profiles];
  const dependsOn = places.length ? places : [cluster];
  addOnsAfterNodes(scope, 'AddOnsAfterNodes', { ...addOns, dependsOn });
  const { containerInsightsDays: logRetentionDays } = props;
  if (logRetentionDays !== undefined) {
    containerInsights(scope, 'ContainerInsights', { clusterName, logRetentionDays, versions, dependsOn });
  }
}
