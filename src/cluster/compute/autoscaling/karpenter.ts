import { Ec2Tag } from '@cdktf/provider-aws/lib/ec2-tag';
import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry';
import { Construct } from 'constructs';
import { AutoscaledCluster } from './autoscaled-cluster';
import { InterruptionQueue } from './interruption-queue';
import { DISCOVERY } from './karpenter-reach';
import { karpenterStatements } from './karpenter-statements';
import { PodIdentity } from '../../../platform/aws/iam/pod-identity';
import { INodeAutoscaler, NodeAutoscalerKind } from '../../../platform/aws/node-autoscaler';
import { NodeRole } from '../node-role';

/** Internal: what Karpenter needs in AWS: roles for its nodes and its controller, a queue, and what it finds them by. */
export class Karpenter extends Construct implements INodeAutoscaler {
  readonly kind = NodeAutoscalerKind.KARPENTER;
  readonly nodeRoleName: string;
  readonly interruptionQueueName: string;

  constructor(scope: Construct, id: string, { clusterName, region, cluster, dependsOn }: AutoscaledCluster) {
    super(scope, id);
    const { role } = new NodeRole(this, 'NodeRole', { clusterName });
    const { queue } = new InterruptionQueue(this, 'Interruptions', clusterName);
    // EKS lets in the nodes of its own groups by itself, and others by an entry.
    new EksAccessEntry(this, 'NodeAccess', { clusterName, principalArn: role.arn, type: 'EC2_LINUX', dependsOn });
    new Ec2Tag(this, 'SecurityGroupTag', {
      resourceId: cluster.vpcConfig.clusterSecurityGroupId,
      key: DISCOVERY,
      value: clusterName,
    });
    new PodIdentity(this, 'Controller', {
      clusterName,
      namespace: 'kube-system',
      serviceAccount: 'karpenter',
      statements: karpenterStatements({
        clusterName,
        clusterArn: cluster.arn,
        region,
        nodeRoleArn: role.arn,
        queueArn: queue.arn,
      }),
      dependsOn,
    });
    this.nodeRoleName = role.name;
    this.interruptionQueueName = queue.name;
  }
}
