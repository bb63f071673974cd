import assert from 'node:assert/strict';
import { ComputeFacts } from './facts';
import { Check } from '../../check';
import { addOns } from '../add-ons';
import { clients, describeCluster, nodeGroups } from '../ask';
import { managedPolicies, trust } from '../roles';

/** EKS Auto Mode alone. */
export const autoModeChecks: Check<ComputeFacts>[] = [
  {
    name: 'compute: Auto Mode starts nodes, balances load and makes disks, by roles that may do that and no more',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const cluster = await describeCluster(aws, clusterName);
      assert.equal(cluster.computeConfig?.enabled, true);
      assert.deepEqual([...cluster.computeConfig!.nodePools!].sort(), ['general-purpose', 'system']);
      assert.equal(cluster.kubernetesNetworkConfig?.elasticLoadBalancing?.enabled, true);
      assert.equal(cluster.storageConfig?.blockStorage?.enabled, true);
      assert.deepEqual(await managedPolicies(aws, cluster.computeConfig!.nodeRoleArn), [
        'AmazonEC2ContainerRegistryPullOnly',
        'AmazonEKSWorkerNodeMinimalPolicy',
      ]);
      assert.deepEqual(await managedPolicies(aws, cluster.roleArn), [
        'AmazonEKSBlockStoragePolicy',
        'AmazonEKSClusterPolicy',
        'AmazonEKSComputePolicy',
        'AmazonEKSLoadBalancingPolicy',
        'AmazonEKSNetworkingPolicy',
      ]);
      assert.deepEqual((await trust(aws, cluster.roleArn)).Action, ['sts:AssumeRole', 'sts:TagSession']);
    },
  },
  {
    name: 'compute: beside Auto Mode there are no node groups, and no add-on that it has built in',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      assert.deepEqual(await nodeGroups(aws, clusterName), {});
      assert.deepEqual(Object.keys(await addOns(aws, clusterName)).sort(), ['aws-efs-csi-driver', 'metrics-server']);
    },
  },
];
