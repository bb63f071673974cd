import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { awsManagedPolicy, policyOf, Statement, trustOf } from './policy-document';

/** Internal: whose pods may do what in AWS. */
export interface PodIdentityProps {
  /** The cluster's name, known at synth: the trust is bound to it. */
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The name of a policy that AWS keeps, with its path. */
  readonly awsPolicy?: string;
  /** What they may do beside that. */
  readonly statements?: Statement[];
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Internal: a role that the pods of one service account of one cluster can take, and no one else: the trust names all three by the session
 * tags of EKS Pod Identity (Amazon EKS User Guide, "Create IAM role with trust policy required by EKS Pod Identity").
 */
export class PodIdentity extends Construct {
  /** What has to be there before the pods start: credentials are put into a pod when it is made. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const role = new IamRole(this, 'Role', {
      namePrefix: `docnow-${props.serviceAccount}-`,
      description: `Pods of ${props.namespace}/${props.serviceAccount} in the EKS cluster ${props.clusterName}`,
      assumeRolePolicy: trustOf('pods.eks.amazonaws.com', {
        actions: ['sts:TagSession'],
        condition: {
          StringEquals: {
            'aws:RequestTag/eks-cluster-name': props.clusterName,
            'aws:RequestTag/kubernetes-namespace': props.namespace,
            'aws:RequestTag/kubernetes-service-account': props.serviceAccount,
          },
        },
      }),
    });
    const grants: ITerraformDependable[] = [];
    if (props.awsPolicy) {
      const policyArn = awsManagedPolicy(props.awsPolicy);
      grants.push(new IamRolePolicyAttachment(this, 'Grant', { role: role.name, policyArn }));
    }
    if (props.statements) {
      const policy = policyOf(props.statements);
      grants.push(new IamRolePolicy(this, 'Policy', { name: props.serviceAccount, role: role.id, policy }));
    }
    const association = new EksPodIdentityAssociation(this, 'Association', {
      clusterName: props.clusterName,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: role.arn,
      dependsOn: props.dependsOn,
    });
    this.ready = [...grants, association];
  }
}
