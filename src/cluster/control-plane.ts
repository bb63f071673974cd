import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { AutoMode } from './compute/auto-mode';
import { SupportType } from './versions/support-type';
import { UpgradeGuards } from './versions/upgrade-guards';
import { awsManagedPolicy, policyOf, trustOf } from '../platform/aws/iam/policy-document';

/** Internal: what a control plane is told. */
export interface ControlPlaneProps {
  readonly name: string;
  readonly kubernetesVersion: string;
  readonly supportType: SupportType;
  readonly guards: UpgradeGuards;
  readonly subnetIds: string[];
  readonly serviceCidr: string;
  readonly publicAccessCidrs: string[];
  readonly creatorIsAdministrator: boolean;
  readonly logRetentionDays: number;
  readonly keyDeletionDays: number;
  readonly autoMode?: AutoMode;
}

/** Internal: EKS itself, the key of its secrets, and its logs. */
export class ControlPlane extends Construct {
  readonly cluster: EksCluster;
  readonly secretsKey: KmsKey;

  constructor(scope: Construct, id: string, props: ControlPlaneProps) {
    super(scope, id);
    this.secretsKey = new KmsKey(this, 'SecretsKey', {
      description: `Kubernetes secrets of the EKS cluster ${props.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: props.keyDeletionDays,
    });
    new KmsAlias(this, 'SecretsKeyAlias', {
      name: `alias/docnow/${props.name}/secrets`,
      targetKeyId: this.secretsKey.keyId,
    });
    // EKS makes this group itself when it is missing, without retention, and it would outlive the cluster.
    const logs = new CloudwatchLogGroup(this, 'Logs', {
      name: `/aws/eks/${props.name}/cluster`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new IamRole(this, 'Role', {
      namePrefix: 'docnow-eks-',
      description: `Control plane of the EKS cluster ${props.name}`,
      assumeRolePolicy: trustOf('eks.amazonaws.com', props.autoMode && { actions: ['sts:TagSession'] }),
    });
    const grants = [
      new IamRolePolicyAttachment(this, 'RoleEks', {
        role: role.name,
        policyArn: awsManagedPolicy('AmazonEKSClusterPolicy'),
      }),
      ...(props.autoMode?.policies ?? []).map(
        (policy) => new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn: awsManagedPolicy(policy) }),
      ),
      new IamRolePolicy(this, 'RoleOwn', { name: 'secrets-key-and-logs', role: role.id, policy: this.ownPolicy() }),
    ];
    const open = props.publicAccessCidrs.length > 0;
    this.cluster = new EksCluster(this, 'Cluster', {
      name: props.name,
      version: props.kubernetesVersion,
      upgradePolicy: { supportType: props.supportType },
      roleArn: role.arn,
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: props.creatorIsAdministrator,
      },
      // Networking comes as managed add-ons: two installers of one DaemonSet would fight over it.
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      encryptionConfig: { provider: { keyArn: this.secretsKey.arn }, resources: ['secrets'] },
      vpcConfig: {
        subnetIds: props.subnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: open,
        ...(open ? { publicAccessCidrs: props.publicAccessCidrs } : {}),
      },
      ...props.autoMode?.settings,
      kubernetesNetworkConfig: {
        ...props.autoMode?.settings.kubernetesNetworkConfig,
        serviceIpv4Cidr: props.serviceCidr,
      },
      lifecycle: {
        precondition: props.guards.step,
        // EKS reads it when it makes the cluster, and Terraform would make another cluster for a change of it.
        ignoreChanges: ['access_config[0].bootstrap_cluster_creator_admin_permissions'],
      },
      dependsOn: [logs, ...grants, ...(props.autoMode?.grants ?? []), props.guards.offered],
    });
  }

  private ownPolicy(): string {
    return policyOf([
      {
        Sid: 'SecretsKey',
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
        Resource: [this.secretsKey.arn],
      },
      // While a cluster goes, its last lines would make the log group again after Terraform has removed it.
      { Sid: 'NoLogGroupOfItsOwn', Effect: 'Deny', Action: ['logs:CreateLogGroup'], Resource: ['*'] },
    ]);
  }
}
