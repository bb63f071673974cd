import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsBackupPolicy } from '@cdktf/provider-aws/lib/efs-backup-policy';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { EfsFileSystemPolicy } from '@cdktf/provider-aws/lib/efs-file-system-policy';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { EfsVolumeProps } from './efs-volume-props';
import { ClusterCapability } from '../cluster-capability';
import { invalid } from '../invalid';
import { requireCapability } from '../require-capability';
import { ISharedVolume, VolumeMountProps } from '../shared-volume';
import { staticClaim } from '../static-claim';
import { checkUserNumber } from '../user-number';
import { Metric } from './observability/metric';

/** NFS. */
const PORT = 2049;

/**
 * User data on Amazon EFS, which nodes of all zones write at once: encrypted at rest and under way, backed up every
 * day, and hard to lose.
 *
 * The file system is made in the stack of this construct, apart from the environments': removing a colour takes away
 * its claim. It needs the EFS CSI driver in the cluster, which `DocNowCluster` installs.
 */
export class EfsVolume extends Construct implements ISharedVolume {
  /** The file system. */
  public readonly fileSystem: EfsFileSystem;

  /** The way into the file system: one folder, one user. */
  public readonly accessPoint: EfsAccessPoint;

  /** The security group of the file system's addresses. */
  public readonly securityGroup: SecurityGroup;

  private readonly mountTargets: EfsMountTarget[];

  private readonly name: string;

  /**
   * Makes the file system.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: EfsVolumeProps) {
    super(scope, id);
    this.check(props);
    this.name = props.name ?? 'user-data';
    const tags = { Name: `docnow-${this.name}` };
    this.fileSystem = new EfsFileSystem(this, 'FileSystem', {
      encrypted: true,
      kmsKeyId: props.kmsKeyArn,
      throughputMode: 'elastic',
      tags,
      lifecycle: { preventDestroy: props.removalProtection ?? true },
    });
    const fileSystemId = this.fileSystem.id;
    new EfsBackupPolicy(this, 'BackupPolicy', { fileSystemId, backupPolicy: { status: 'ENABLED' } });
    new EfsFileSystemPolicy(this, 'Policy', { fileSystemId, policy: policy(this.fileSystem.arn) });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      namePrefix: `docnow-${this.name}-`,
      description: 'Addresses of the file system with the user data of DocNow',
      vpcId: props.vpcId,
      tags,
    });
    new VpcSecurityGroupIngressRule(this, 'FromClients', {
      securityGroupId: this.securityGroup.id,
      referencedSecurityGroupId: props.clientSecurityGroupId,
      ipProtocol: 'tcp',
      fromPort: PORT,
      toPort: PORT,
      description: 'NFS from the nodes',
    });
    const securityGroups = [this.securityGroup.id];
    this.mountTargets = props.subnetIds.map(
      (subnetId, index) => new EfsMountTarget(this, `MountTarget${index}`, { fileSystemId, subnetId, securityGroups }),
    );
    const { uid = 1000, gid = 1000 } = props;
    this.accessPoint = new EfsAccessPoint(this, 'AccessPoint', {
      fileSystemId,
      posixUser: { uid, gid },
      rootDirectory: { path: `/${this.name}`, creationInfo: { ownerUid: uid, ownerGid: gid, permissions: '0750' } },
      tags,
      lifecycle: { preventDestroy: props.removalProtection ?? true },
    });
  }

  /** Makes a PersistentVolume and its claim for the namespace; removing them never removes files. */
  public mount(scope: Construct, id: string, { cluster, namespace }: VolumeMountProps): string {
    requireCapability(scope, cluster, {
      capability: ClusterCapability.EFS_VOLUMES,
      why: 'a file system of EFS can be mounted by no pod',
      wayOut: "Install the EFS CSI driver and say so in the cluster's capabilities, or use SharedVolume",
    });
    const here = TerraformStack.of(scope) === TerraformStack.of(this);
    return staticClaim(scope, id, {
      namespace,
      name: this.name,
      source: {
        csi: {
          driver: 'efs.csi.aws.com',
          volumeHandle: `${this.fileSystem.id}::${this.accessPoint.id}`,
          volumeAttributes: { encryptInTransit: 'true' },
        },
      },
      dependsOn: here ? this.mountTargets : undefined,
    });
  }

  /**
   * How near the file system is to the number of operations that EFS allows it, in percent, at the worst moment of a
   * minute.
   */
  public metricPercentIoLimit(): Metric {
    return this.metric('PercentIOLimit', 'Maximum');
  }

  /** How large the files are together, in bytes. EFS measures it every 15 minutes. */
  public metricStorageBytes(): Metric {
    return this.metric('StorageBytes', 'Average', { StorageClass: 'Total' }).withOptions({ period: 15 * 60 });
  }

  private metric(metricName: string, statistic: string, about: { [name: string]: string } = {}): Metric {
    const dimensions = { FileSystemId: this.fileSystem.id, ...about };
    return new Metric({ namespace: 'AWS/EFS', metricName, dimensions, statistic });
  }

  private check({ subnetIds, uid = 1000, gid = 1000 }: EfsVolumeProps): void {
    if (subnetIds.length === 0) {
      throw invalid(this, {
        property: 'subnetIds',
        value: subnetIds,
        because: 'so that no node could reach the files',
        wayOut: 'Give one private subnet of each zone, such as cluster.privateSubnetIds.',
      });
    }
    checkUserNumber(this, 'uid', uid);
    checkUserNumber(this, 'gid', gid);
  }
}

/** Nobody without encryption under way; from the VPC whoever the security group lets in, but never as root. */
function policy(arn: string): string {
  const statement = { Principal: { AWS: '*' }, Resource: arn };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        ...statement,
        Sid: 'FromTheVpc',
        Effect: 'Allow',
        Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
      },
      {
        ...statement,
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Action: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
}
