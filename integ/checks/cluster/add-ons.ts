import assert from 'node:assert/strict';
import {
  Addon,
  DescribeAddonCommand,
  DescribePodIdentityAssociationCommand,
  ListAddonsCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import { ClusterFacts } from './facts';
import { Check } from '../check';
import { clients, Clients, nodeGroups } from './ask';
import { trust, managedPolicies } from './roles';

export async function addOns({ eks }: Clients, clusterName: string): Promise<Record<string, Addon>> {
  const { addons = [] } = await eks.send(new ListAddonsCommand({ clusterName }));
  const found = await Promise.all(
    addons.map(async (addonName) => (await eks.send(new DescribeAddonCommand({ clusterName, addonName }))).addon!),
  );
  return Object.fromEntries(found.map((addOn) => [addOn.addonName!, addOn]));
}

/** The role of a service account's pods; none, no role. */
export async function roleOf(
  { eks }: Clients,
  clusterName: string,
  serviceAccount: string,
): Promise<string | undefined> {
  const asked = { clusterName, namespace: 'kube-system', serviceAccount };
  const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand(asked));
  const own = associations.find((one) => one.serviceAccount === serviceAccount);
  if (!own) return undefined;
  const { associationId } = own;
  const found = await eks.send(new DescribePodIdentityAssociationCommand({ clusterName, associationId }));
  return found.association?.roleArn;
}

/** The add-ons and what they may do, as EKS and IAM tell it. */
export const addOnChecks: Check<ClusterFacts>[] = [
  {
    name: 'cluster: add-ons that nodes need came before them, those that need nodes after them',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const found = await addOns(aws, clusterName);
      const before = ['eks-pod-identity-agent', 'kube-proxy', 'vpc-cni'];
      const after = ['aws-ebs-csi-driver', 'aws-efs-csi-driver', 'coredns', 'metrics-server'];
      assert.deepEqual(Object.keys(found).sort(), [...before, ...after].sort());
      for (const addOn of Object.values(found)) assert.equal(addOn.status, 'ACTIVE', addOn.addonName);
      const groups = Object.values(await nodeGroups(aws, clusterName)).map((group) => group.createdAt!.getTime());
      for (const name of before) assert.ok(found[name].createdAt!.getTime() <= Math.min(...groups), name);
      for (const name of after) assert.ok(found[name].createdAt!.getTime() >= Math.max(...groups), name);
      assert.equal(JSON.parse(found['vpc-cni'].configurationValues ?? '{}').enableNetworkPolicy, 'true');
    },
  },
  {
    name: 'cluster: three add-ons have a role each, bound to cluster, namespace and service account',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const expected: Record<string, string> = {
        'aws-node': 'AmazonEKS_CNI_Policy',
        'ebs-csi-controller-sa': 'service-role/AmazonEBSCSIDriverPolicy',
        'efs-csi-controller-sa': 'service-role/AmazonEFSCSIDriverPolicy',
      };
      const { associations = [] } = await aws.eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
      const own = associations.filter(({ namespace }) => namespace === 'kube-system');
      assert.deepEqual(own.map((one) => one.serviceAccount).sort(), Object.keys(expected).sort());
      for (const { associationId, serviceAccount } of own) {
        const { association } = await aws.eks.send(
          new DescribePodIdentityAssociationCommand({ clusterName, associationId }),
        );
        assert.deepEqual(await managedPolicies(aws, association?.roleArn), [expected[serviceAccount!]]);
        const statement = await trust(aws, association?.roleArn);
        assert.deepEqual(statement.Principal, { Service: 'pods.eks.amazonaws.com' });
        assert.deepEqual(statement.Condition.StringEquals, {
          'aws:RequestTag/eks-cluster-name': clusterName,
          'aws:RequestTag/kubernetes-namespace': 'kube-system',
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        });
      }
    },
  },
];
