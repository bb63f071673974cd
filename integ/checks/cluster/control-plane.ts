import assert from 'node:assert/strict';
import { ListAccessEntriesCommand, ListAssociatedAccessPoliciesCommand } from '@aws-sdk/client-eks';
import { GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import { ClusterFacts } from './facts';
import { Check } from '../check';
import { clients, describeCluster, logGroup } from './ask';
import { inlineStatements } from './roles';

/** The control plane, as EKS, KMS and CloudWatch tell it. */
export const controlPlaneChecks: Check<ClusterFacts>[] = [
  {
    name: 'cluster: the API server is private but for the named addresses, with access by entries alone',
    run: async (rig, { clusterName, publicAccessCidrs, administratorArns }) => {
      const aws = clients(rig);
      const cluster = await describeCluster(aws, clusterName);
      assert.equal(cluster.status, 'ACTIVE');
      assert.equal(cluster.version, '1.34');
      assert.equal(cluster.accessConfig?.authenticationMode, 'API');
      const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs: open } = cluster.resourcesVpcConfig!;
      assert.equal(endpointPrivateAccess, true);
      assert.equal(endpointPublicAccess, publicAccessCidrs.length > 0);
      if (publicAccessCidrs.length > 0) assert.deepEqual(open, publicAccessCidrs);
      const { accessEntries = [] } = await aws.eks.send(new ListAccessEntriesCommand({ clusterName }));
      for (const principalArn of administratorArns) {
        assert.ok(accessEntries.includes(principalArn), `no access entry for ${principalArn}`);
        const found = await aws.eks.send(new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn }));
        assert.deepEqual(
          found.associatedAccessPolicies?.map((policy) => [
            policy.policyArn?.split('/').pop(),
            policy.accessScope?.type,
          ]),
          [['AmazonEKSClusterAdminPolicy', 'cluster']],
        );
      }
    },
  },
  {
    name: 'cluster: secrets are encrypted by a key that rotates',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const [config] = (await describeCluster(aws, clusterName)).encryptionConfig ?? [];
      assert.deepEqual(config?.resources, ['secrets']);
      const { KeyRotationEnabled } = await aws.kms.send(
        new GetKeyRotationStatusCommand({ KeyId: config.provider?.keyArn }),
      );
      assert.equal(KeyRotationEnabled, true);
    },
  },
  {
    name: 'cluster: every log of the control plane goes to a group that was there before, with retention, and is not made again',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const cluster = await describeCluster(aws, clusterName);
      const enabled = cluster.logging?.clusterLogging?.filter((one) => one.enabled).flatMap((one) => one.types ?? []);
      assert.deepEqual(enabled?.sort(), ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']);
      const group = await logGroup(aws, `/aws/eks/${clusterName}/cluster`);
      assert.equal(group?.retentionInDays, 90);
      // EKS tells whole seconds.
      assert.ok(group!.creationTime! <= cluster.createdAt!.getTime() + 999, 'the log group came after the cluster');
      const denied = (await inlineStatements(aws, cluster.roleArn)).filter(({ Effect }) => Effect === 'Deny');
      assert.deepEqual(
        denied.flatMap(({ Action }) => Action),
        ['logs:CreateLogGroup'],
      );
    },
  },
];
