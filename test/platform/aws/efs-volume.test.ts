import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { EfsVolume } from '../../../src/platform/aws/efs-volume';
import { EfsVolumeProps } from '../../../src/platform/aws/efs-volume-props';
import { FakeCluster, resources } from '../../services/fake-cluster';

function make(props: Partial<EfsVolumeProps> = {}) {
  const app = new App();
  const services = new TerraformStack(app, 'services');
  new AwsProvider(services, 'aws', { region: 'us-east-1' });
  const volume = new EfsVolume(services, 'UserData', {
    vpcId: 'vpc-1',
    subnetIds: ['subnet-1', 'subnet-2', 'subnet-3'],
    clientSecurityGroupId: 'sg-nodes',
    ...props,
  });
  return { app, services, volume };
}

describe('EfsVolume', () => {
  test('is encrypted, backed up, and refuses to go', () => {
    const { services } = make();
    const [fileSystem] = resources(services, 'aws_efs_file_system');
    expect(fileSystem).toMatchObject({ encrypted: true, lifecycle: { prevent_destroy: true } });
    expect(resources(services, 'aws_efs_backup_policy')[0].backup_policy).toEqual({ status: 'ENABLED' });
    const off = make({ removalProtection: false }).services;
    expect(resources(off, 'aws_efs_file_system')[0].lifecycle.prevent_destroy).toBe(false);
  });

  test('answers in every zone, by TLS alone, to the nodes alone', () => {
    const { services } = make();
    expect(resources(services, 'aws_efs_mount_target')).toHaveLength(3);
    expect(resources(services, 'aws_vpc_security_group_ingress_rule')).toEqual([
      expect.objectContaining({ referenced_security_group_id: 'sg-nodes', from_port: 2049, to_port: 2049 }),
    ]);
    const { Statement: statements } = JSON.parse(resources(services, 'aws_efs_file_system_policy')[0].policy);
    const deny = statements.find(({ Effect }: any) => Effect === 'Deny');
    expect(deny).toMatchObject({ Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });

  test('is mounted from another stack, whose removal leaves it alone', () => {
    const { app, services, volume } = make();
    const blue = new TerraformStack(app, 'blue');
    const cluster = new FakeCluster();
    cluster.connect(blue);
    expect(volume.mount(blue, 'UserData', { cluster, namespace: 'docnow-blue' })).toBeDefined();
    blue.prepareStack();
    const [{ spec, depends_on: after }] = resources(blue, 'kubernetes_persistent_volume_v1');
    expect(after).toBeUndefined();
    expect(spec[0].persistent_volume_source.csi).toMatchObject({
      driver: 'efs.csi.aws.com',
      volume_attributes: { encryptInTransit: 'true' },
    });
    expect(spec[0].persistent_volume_source.csi.volume_handle).toMatch(/^\$\{data\..*\}::\$\{data\..*\}$/);
    expect(resources(blue, 'aws_efs_file_system')).toEqual([]);
    expect(resources(services, 'kubernetes_persistent_volume_v1')).toEqual([]);
  });

  test('refuses a cluster that cannot mount it', () => {
    const { services, volume } = make();
    const cluster = new FakeCluster(undefined, []);
    expect(() => volume.mount(services, 'Mount', { cluster, namespace: 'docnow-blue' })).toThrow(
      'services: cluster.capabilities is [], without EFS_VOLUMES, a file system of EFS can be mounted by no pod. ' +
        "Install the EFS CSI driver and say so in the cluster's capabilities, or use SharedVolume",
    );
  });

  test('refuses no subnet and root', () => {
    expect(() => make({ subnetIds: [] })).toThrow(
      'services/UserData: subnetIds is [], so that no node could reach the files. Give one private subnet of each zone',
    );
    expect(() => make({ uid: 0 })).toThrow('uid is 0, which is no number of a user or group that pods may run as');
  });
});
