import assert from 'node:assert/strict';
import { DescribeSecurityGroupRulesCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeAccessPointsCommand,
  DescribeBackupPolicyCommand,
  DescribeFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  EFSClient,
} from '@aws-sdk/client-efs';
import { clients, refusal } from './ask';
import { ServicesFacts } from './facts';
import { clientOptions } from '../../rig/aws/client-options';
import { Check, Reach } from '../check';

const efs = ({ aws }: Reach) => new EFSClient(clientOptions(aws));
const ec2 = ({ aws }: Reach) => new EC2Client(clientOptions(aws));

async function fileSystems(reach: Reach) {
  const { FileSystems } = await efs(reach).send(new DescribeFileSystemsCommand({}));
  return FileSystems?.filter(({ Name }) => Name === 'docnow-user-data') ?? [];
}

/** Of what the data is kept on. */
export const storageChecks: Check<ServicesFacts>[] = [
  {
    name: 'services: volumes are encrypted, grow, and are bound by every pod',
    async run(reach: Reach, { namespace, storageClassName: name, removalProtection, elasticsearchNodes }) {
      const { core, storage } = clients(reach);
      const made = await storage.readStorageClass({ name });
      assert.deepEqual(made.parameters, { type: 'gp3', encrypted: 'true' });
      const traits = [made.provisioner, made.volumeBindingMode, made.allowVolumeExpansion, made.reclaimPolicy];
      const policy = removalProtection ? 'Retain' : 'Delete';
      assert.deepEqual(traits, ['ebs.csi.aws.com', 'WaitForFirstConsumer', true, policy]);
      const { items } = await core.listNamespacedPersistentVolumeClaim({ namespace });
      assert.equal(items.length, 1 + elasticsearchNodes);
      for (const { metadata, spec, status } of items) {
        assert.deepEqual([spec?.storageClassName, status?.phase], [name, 'Bound'], metadata?.name);
        const volume = await core.readPersistentVolume({ name: spec!.volumeName! });
        assert.equal(volume.spec?.persistentVolumeReclaimPolicy, policy);
      }
    },
  },
  {
    name: 'services: the file system is encrypted, backed up and answers by TLS alone',
    async run(reach) {
      const [{ FileSystemId, Encrypted }, ...others] = await fileSystems(reach);
      assert.equal(others.length, 0);
      assert.equal(Encrypted, true);
      const backup = await efs(reach).send(new DescribeBackupPolicyCommand({ FileSystemId }));
      assert.match(backup.BackupPolicy?.Status ?? '', /^ENABL/);
      const { Policy } = await efs(reach).send(new DescribeFileSystemPolicyCommand({ FileSystemId }));
      const statements: { Effect: string; Condition: unknown }[] = JSON.parse(Policy!).Statement;
      assert.deepEqual(
        statements.filter(({ Effect }) => Effect === 'Deny').map(({ Condition }) => Condition),
        [{ Bool: { 'aws:SecureTransport': 'false' } }],
      );
    },
  },
  {
    name: 'services: the file system answers the nodes alone, in every zone, as one user',
    async run(reach, { zones, clientSecurityGroupId }) {
      const [{ FileSystemId }] = await fileSystems(reach);
      const { MountTargets = [] } = await efs(reach).send(new DescribeMountTargetsCommand({ FileSystemId }));
      assert.equal(new Set(MountTargets.map(({ SubnetId }) => SubnetId)).size, zones);
      for (const { MountTargetId, LifeCycleState } of MountTargets) {
        assert.equal(LifeCycleState, 'available');
        const groups = await efs(reach).send(new DescribeMountTargetSecurityGroupsCommand({ MountTargetId }));
        assert.equal(groups.SecurityGroups?.length, 1);
        const Filters = [{ Name: 'group-id', Values: groups.SecurityGroups }];
        const { SecurityGroupRules } = await ec2(reach).send(new DescribeSecurityGroupRulesCommand({ Filters }));
        const ingress = SecurityGroupRules?.filter(({ IsEgress }) => !IsEgress) ?? [];
        assert.deepEqual(
          ingress.map((rule) => [rule.FromPort, rule.ToPort, rule.ReferencedGroupInfo?.GroupId, rule.CidrIpv4]),
          [[2049, 2049, clientSecurityGroupId, undefined]],
        );
      }
      const { AccessPoints } = await efs(reach).send(new DescribeAccessPointsCommand({ FileSystemId }));
      assert.deepEqual(
        AccessPoints?.map(({ PosixUser, RootDirectory }) => [PosixUser?.Uid, PosixUser?.Gid, RootDirectory?.Path]),
        [[1000, 1000, '/user-data']],
      );
    },
  },
];

/** After destroy. */
export const storageGoneChecks: Check<ServicesFacts>[] = [
  {
    name: 'services: the file system is gone',
    run: async (reach) => assert.deepEqual(await fileSystems(reach), []),
  },
  {
    name: 'services: volumes stay where they are protected, and only there',
    async run(reach: Reach, { namespace, storageClassName, removalProtection, elasticsearchNodes }) {
      const { items } = await clients(reach).core.listPersistentVolume();
      const left = items.filter(({ spec }) => spec?.claimRef?.namespace === namespace);
      assert.equal(left.length, removalProtection ? 1 + elasticsearchNodes : 0);
      await refusal(clients(reach).storage.readStorageClass({ name: storageClassName }), 404);
    },
  },
];
