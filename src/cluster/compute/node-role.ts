import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { awsManagedPolicy, trustOf } from '../../platform/aws/iam/policy-document';

/** Internal: what a role of nodes is told. */
export interface NodeRoleProps {
  readonly clusterName: string;
  /**
   * The policy of AWS's by which they join the cluster.
   *
   * @default AmazonEKSWorkerNodePolicy
   */
  readonly joins?: string;
}

/**
 * Internal: what nodes may do by themselves: join the cluster and pull images. Not the network of pods: vpc-cni has a role of
 * its own.
 */
export class NodeRole extends Construct {
  readonly role: IamRole;
  readonly grants: IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, { clusterName, joins = 'AmazonEKSWorkerNodePolicy' }: NodeRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, 'Role', {
      namePrefix: 'docnow-nodes-',
      description: `Nodes of the EKS cluster ${clusterName}`,
      assumeRolePolicy: trustOf('ec2.amazonaws.com'),
    });
    this.grants = [joins, 'AmazonEC2ContainerRegistryPullOnly'].map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, { role: this.role.name, policyArn: awsManagedPolicy(policy) }),
    );
  }
}
