import { Construct } from 'constructs';
import { AutoscaledCluster } from './autoscaled-cluster';
import { PodIdentity } from '../../../platform/aws/iam/pod-identity';
import { INodeAutoscaler, NodeAutoscalerKind } from '../../../platform/aws/node-autoscaler';

/**
 * Internal: what Cluster Autoscaler needs in AWS: a role for its controller, which changes the groups of this cluster alone, by
 * the tag that EKS puts on them (Cluster Autoscaler on AWS, "IAM policy"; what only describes cannot be narrowed).
 */
export class ClusterAutoscaler extends Construct implements INodeAutoscaler {
  readonly kind = NodeAutoscalerKind.CLUSTER_AUTOSCALER;

  constructor(scope: Construct, id: string, { clusterName, region, dependsOn }: AutoscaledCluster) {
    super(scope, id);
    const groups = ['AutoScalingGroups', 'AutoScalingInstances', 'LaunchConfigurations', 'ScalingActivities', 'Tags'];
    new PodIdentity(this, 'Controller', {
      clusterName,
      namespace: 'kube-system',
      serviceAccount: 'cluster-autoscaler',
      statements: [
        {
          Sid: 'ScaleTheClustersGroups',
          Effect: 'Allow',
          Action: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
          Resource: [`arn:aws:autoscaling:${region}:*:autoScalingGroup:*:autoScalingGroupName/*`],
          Condition: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: 'owned' } },
        },
        {
          Sid: 'ReadNodeGroups',
          Effect: 'Allow',
          Action: ['eks:DescribeNodegroup'],
          Resource: [`arn:aws:eks:${region}:*:nodegroup/${clusterName}/*`],
        },
        {
          Sid: 'ReadGroupsAndTypes',
          Effect: 'Allow',
          Action: [
            ...groups.map((what) => `autoscaling:Describe${what}`),
            'ec2:DescribeImages',
            'ec2:DescribeInstanceTypes',
            'ec2:DescribeLaunchTemplateVersions',
            'ec2:GetInstanceTypesFromInstanceRequirements',
          ],
          Resource: ['*'],
          Condition: { StringEquals: { 'aws:RequestedRegion': region } },
        },
      ],
      dependsOn,
    });
  }
}
