import assert from 'node:assert/strict';
import { DescribeFargateProfileCommand, FargateProfile, ListFargateProfilesCommand } from '@aws-sdk/client-eks';
import { ComputeFacts } from './facts';
import { Check, Reach } from '../../check';
import { addOns } from '../add-ons';
import { clients, describeCluster, nodeGroups } from '../ask';
import { managedPolicies, trust } from '../roles';

async function profiles(rig: Reach, clusterName: string): Promise<Record<string, FargateProfile>> {
  const { eks } = clients(rig);
  const { fargateProfileNames = [] } = await eks.send(new ListFargateProfilesCommand({ clusterName }));
  const found = await Promise.all(
    fargateProfileNames.map(async (fargateProfileName) => {
      const command = new DescribeFargateProfileCommand({ clusterName, fargateProfileName });
      return (await eks.send(command)).fargateProfile!;
    }),
  );
  return Object.fromEntries(found.map((profile) => [profile.fargateProfileName!, profile]));
}

/** Any cluster that has Fargate. */
const anyFargateChecks: Check<ComputeFacts>[] = [
  {
    name: 'compute: Fargate runs pods in private subnets, by a role that is for this cluster alone',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const cluster = await describeCluster(aws, clusterName);
      for (const profile of Object.values(await profiles(rig, clusterName))) {
        assert.equal(profile.status, 'ACTIVE');
        assert.deepEqual([...profile.subnets!].sort(), [...cluster.resourcesVpcConfig!.subnetIds!].sort());
        assert.deepEqual(await managedPolicies(aws, profile.podExecutionRoleArn), [
          'AmazonEKSFargatePodExecutionRolePolicy',
        ]);
        const { Principal, Condition } = await trust(aws, profile.podExecutionRoleArn);
        assert.deepEqual(Principal, { Service: 'eks-fargate-pods.amazonaws.com' });
        const arn = cluster.arn!.replace(`:cluster/${clusterName}`, `:fargateprofile/${clusterName}/*`);
        assert.deepEqual(Condition, { ArnLike: { 'aws:SourceArn': arn } });
      }
    },
  },
];

/** Fargate for the namespaces docnow-blue and docnow-gr?en, nodes for Elasticsearch and what Fargate does not take. */
export const fargateAndNodesChecks: Check<ComputeFacts>[] = [
  ...anyFargateChecks,
  {
    name: 'compute: beside Fargate, the nodes take what it does not, and have every add-on',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const found = Object.values(await profiles(rig, clusterName)).map((profile) => profile.selectors);
      assert.deepEqual(
        found
          .flat()
          .map((one) => one?.namespace)
          .sort(),
        ['docnow-blue', 'docnow-gr?en'],
      );
      const groups = await nodeGroups(aws, clusterName);
      assert.deepEqual(Object.keys(groups), ['elasticsearch']);
      assert.deepEqual(groups.elasticsearch.taints ?? [], []);
      const names = Object.keys(await addOns(aws, clusterName));
      for (const name of ['vpc-cni', 'kube-proxy', 'aws-ebs-csi-driver', 'coredns']) {
        assert.ok(names.includes(name), name);
      }
    },
  },
  {
    name: 'compute: a pinned release of the machine image is kept',
    run: async (rig, { clusterName }) => {
      const { elasticsearch } = await nodeGroups(clients(rig), clusterName);
      assert.equal(elasticsearch.releaseVersion, '1.34.2-20251120');
    },
  },
];

/** Fargate alone. */
export const fargateAloneChecks: Check<ComputeFacts>[] = [
  ...anyFargateChecks,
  {
    name: 'compute: on Fargate alone, it takes DNS and metrics by their labels, and there is no add-on that needs nodes',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const found = await profiles(rig, clusterName);
      assert.deepEqual(Object.keys(found).sort(), ['coredns', 'docnow-_any', 'metrics-server']);
      const [selector] = found.coredns.selectors!;
      assert.deepEqual([selector.namespace, selector.labels], ['kube-system', { 'k8s-app': 'kube-dns' }]);
      assert.deepEqual(await nodeGroups(aws, clusterName), {});
      const installed = await addOns(aws, clusterName);
      assert.deepEqual(Object.keys(installed).sort(), ['coredns', 'metrics-server']);
      assert.deepEqual(JSON.parse(installed.coredns.configurationValues!), { computeType: 'Fargate' });
    },
  },
];
