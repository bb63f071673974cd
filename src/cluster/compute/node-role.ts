import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { awsManagedPolicy, trustOf } from '../../platform/aws/iam/policy-document';

/**
 * Internal: what nodes may do by themselves: join the cluster and pull images. Not the network of pods: vpc-cni has a role of
 * its own.
 */
export class NodeRole extends Construct {
  readonly role: IamRole;
  readonly grants: IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, clusterName: string) {
    super(scope, id);
    this.role = new IamRole(this, 'Role', {
      namePrefix: 'docnow-nodes-',
      description: `Nodes of the EKS cluster ${clusterName}`,
      assumeRolePolicy: trustOf('ec2.amazonaws.com'),
    });
    this.grants = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly'].map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, { role: this.role.name, policyArn: awsManagedPolicy(policy) }),
    );
  }
}
