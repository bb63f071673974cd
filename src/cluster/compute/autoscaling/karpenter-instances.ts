import { DISCOVERY, KarpenterReach } from './karpenter-reach';
import { Statement } from '../../../platform/aws/iam/policy-document';

/** Internal: launch in the cluster's network, give what is made the cluster's tags, touch what has them. */
export function instances({ clusterName, region }: KarpenterReach): Statement[] {
  const ec2 = (...kinds: string[]) => kinds.map((kind) => `arn:aws:ec2:${region}:*:${kind}/*`);
  const launch = ['ec2:RunInstances', 'ec2:CreateFleet'];
  const made = ec2('fleet', 'instance', 'volume', 'network-interface', 'launch-template', 'spot-instances-request');
  const [owned, cluster, pool] = [
    `kubernetes.io/cluster/${clusterName}`,
    'eks:eks-cluster-name',
    'karpenter.sh/nodepool',
  ];
  const born = { [`aws:RequestTag/${owned}`]: 'owned', [`aws:RequestTag/${cluster}`]: clusterName };
  const ofPool = { StringLike: { [`aws:RequestTag/${pool}`]: '*' } };
  const own = {
    StringEquals: { [`aws:ResourceTag/${owned}`]: 'owned' },
    StringLike: { [`aws:ResourceTag/${pool}`]: '*' },
  };
  return [
    {
      Sid: 'FromPublicImages',
      Effect: 'Allow',
      Action: launch,
      Resource: [`arn:aws:ec2:${region}::image/*`, `arn:aws:ec2:${region}::snapshot/*`],
    },
    {
      Sid: 'InTheClustersNetwork',
      Effect: 'Allow',
      Action: launch,
      Resource: ec2('subnet', 'security-group'),
      Condition: { StringEquals: { [`aws:ResourceTag/${DISCOVERY}`]: clusterName } },
    },
    { Sid: 'ByOwnTemplates', Effect: 'Allow', Action: launch, Resource: ec2('launch-template'), Condition: own },
    {
      Sid: 'MakeWithTheClustersTags',
      Effect: 'Allow',
      Action: [...launch, 'ec2:CreateLaunchTemplate'],
      Resource: made,
      Condition: { StringEquals: born, ...ofPool },
    },
    {
      Sid: 'TagWhatIsMade',
      Effect: 'Allow',
      Action: ['ec2:CreateTags'],
      Resource: made,
      Condition: {
        StringEquals: { ...born, 'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'] },
        ...ofPool,
      },
    },
    {
      Sid: 'NameOwnInstances',
      Effect: 'Allow',
      Action: ['ec2:CreateTags'],
      Resource: ec2('instance'),
      Condition: {
        ...own,
        StringEqualsIfExists: { [`aws:RequestTag/${cluster}`]: clusterName },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [cluster, 'karpenter.sh/nodeclaim', 'Name'] },
      },
    },
    {
      Sid: 'RemoveOwn',
      Effect: 'Allow',
      Action: ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
      Resource: ec2('instance', 'launch-template'),
      Condition: own,
    },
  ];
}
