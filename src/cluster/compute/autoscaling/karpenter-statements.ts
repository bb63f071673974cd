import { instances } from './karpenter-instances';
import { instanceProfiles } from './karpenter-profiles';
import { KarpenterReach } from './karpenter-reach';
import { Statement } from '../../../platform/aws/iam/policy-document';

/**
 * Internal: what Karpenter's controller may do, held to one cluster by tags: what it makes carries the cluster's tag from the
 * start, and what lacks it is not its to touch. Which calls it makes, and the tags that it gives, are told by its
 * documentation ("CloudFormation", v1).
 */
export function karpenterStatements(reach: KarpenterReach): Statement[] {
  return [...instances(reach), ...instanceProfiles(reach), ...questions(reach)];
}

/** What EC2, IAM and the price list answer for everything or not at all has `*`. */
function questions({ region, clusterArn, queueArn }: KarpenterReach): Statement[] {
  const described = [
    'CapacityReservations',
    'Images',
    'Instances',
    'InstanceStatus',
    'InstanceTypeOfferings',
    'InstanceTypes',
    'LaunchTemplates',
    'PlacementGroups',
    'SecurityGroups',
    'SpotPriceHistory',
    'Subnets',
  ];
  return [
    {
      Sid: 'ReadEc2',
      Effect: 'Allow',
      Action: described.map((what) => `ec2:Describe${what}`),
      Resource: ['*'],
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
    {
      Sid: 'ReadPricesAndProfiles',
      Effect: 'Allow',
      Action: ['pricing:GetProducts', 'iam:ListInstanceProfiles'],
      Resource: ['*'],
    },
    {
      Sid: 'FindImages',
      Effect: 'Allow',
      Action: ['ssm:GetParameter'],
      Resource: [`arn:aws:ssm:${region}::parameter/aws/service/*`],
    },
    { Sid: 'FindTheApiServer', Effect: 'Allow', Action: ['eks:DescribeCluster'], Resource: [clusterArn] },
    {
      Sid: 'HearOfInterruptions',
      Effect: 'Allow',
      Action: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      Resource: [queueArn],
    },
  ];
}
