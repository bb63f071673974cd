import { KarpenterReach } from './karpenter-reach';
import { accountOf } from '../../../platform/aws/account';
import { Statement } from '../../../platform/aws/iam/policy-document';

/** Internal: by instance profiles, nodes take their role: make them with the cluster's tags, change those that have them. */
export function instanceProfiles({ clusterName, clusterArn, region, nodeRoleArn }: KarpenterReach): Statement[] {
  const Resource = [`arn:aws:iam::${accountOf(clusterArn)}:instance-profile/*`];
  const tags = (kind: 'Request' | 'Resource') => ({
    [`aws:${kind}Tag/kubernetes.io/cluster/${clusterName}`]: 'owned',
    [`aws:${kind}Tag/topology.kubernetes.io/region`]: region,
  });
  const born = { ...tags('Request'), 'aws:RequestTag/eks:eks-cluster-name': clusterName };
  const nodeClass = (kind: 'Request' | 'Resource') => ({ [`aws:${kind}Tag/karpenter.k8s.aws/ec2nodeclass`]: '*' });
  return [
    {
      Sid: 'GiveNodesTheirRole',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: [nodeRoleArn],
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
    {
      Sid: 'MakeProfiles',
      Effect: 'Allow',
      Action: ['iam:CreateInstanceProfile'],
      Resource,
      Condition: { StringEquals: born, StringLike: nodeClass('Request') },
    },
    {
      Sid: 'TagOwnProfiles',
      Effect: 'Allow',
      Action: ['iam:TagInstanceProfile'],
      Resource,
      Condition: {
        StringEquals: { ...tags('Resource'), ...born },
        StringLike: { ...nodeClass('Resource'), ...nodeClass('Request') },
      },
    },
    {
      Sid: 'ChangeOwnProfiles',
      Effect: 'Allow',
      Action: ['iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'],
      Resource,
      Condition: { StringEquals: tags('Resource'), StringLike: nodeClass('Resource') },
    },
    { Sid: 'ReadProfiles', Effect: 'Allow', Action: ['iam:GetInstanceProfile'], Resource },
  ];
}
