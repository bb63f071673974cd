import assert from 'node:assert/strict';
import { DescribePodIdentityAssociationCommand, ListPodIdentityAssociationsCommand } from '@aws-sdk/client-eks';
import { ControllerFacts, HOME } from './pods';
import { Check } from '../check';
import { clients, Clients } from '../cluster/ask';
import { inlineStatements, trust } from '../cluster/roles';

/** The ARN of each service account's role. */
export async function rolesOf({ eks }: Clients, clusterName: string): Promise<Record<string, string>> {
  const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
  const found = await Promise.all(
    associations.map(({ associationId }) =>
      eks.send(new DescribePodIdentityAssociationCommand({ clusterName, associationId })),
    ),
  );
  return Object.fromEntries(found.map(({ association }) => [association!.serviceAccount!, association!.roleArn!]));
}

/** What a service account's pods may do: Sid, actions, resources of each statement. */
async function mayDo(aws: Clients, clusterName: string, serviceAccount: string) {
  const statements = await inlineStatements(aws, (await rolesOf(aws, clusterName))[serviceAccount]);
  return statements.map(({ Sid, Action, Resource }) => [Sid, Action, Resource]);
}

/** What controllers may do, as IAM and EKS tell it. */
export const roleChecks: Check<ControllerFacts>[] = [
  {
    name: 'controllers: two have a role, which their pods alone can take',
    run: async (rig, { clusterName }) => {
      const aws = clients(rig);
      const roles = await rolesOf(aws, clusterName);
      assert.deepEqual(Object.keys(roles).sort(), ['aws-load-balancer-controller', 'external-secrets']);
      for (const [serviceAccount, role] of Object.entries(roles)) {
        const { Condition } = await trust(aws, role);
        assert.deepEqual(Condition.StringEquals, {
          'aws:RequestTag/eks-cluster-name': clusterName,
          'aws:RequestTag/kubernetes-namespace': HOME,
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        });
      }
    },
  },
  {
    name: 'controllers: what balances load fills one target group, and makes nothing',
    run: async (rig, { clusterName, targetGroupArn }) => {
      const asked = ['DescribeTargetGroups', 'DescribeTargetHealth'].map((one) => `elasticloadbalancing:${one}`);
      assert.deepEqual(await mayDo(clients(rig), clusterName, 'aws-load-balancer-controller'), [
        ['Ask', ['ec2:DescribeSecurityGroups', 'ec2:DescribeVpcs', ...asked], ['*']],
        ['Bind', ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'], [targetGroupArn]],
      ]);
    },
  },
  {
    name: 'controllers: what brings secrets reads those whose names begin as said',
    run: async (rig, { clusterName }) => {
      assert.deepEqual(await mayDo(clients(rig), clusterName, 'external-secrets'), [
        [
          'Secrets',
          ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
          ['arn:aws:secretsmanager:us-east-1:123456789012:secret:docnow/*'],
        ],
        [
          'Parameters',
          ['ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:ListTagsForResource'],
          ['arn:aws:ssm:us-east-1:123456789012:parameter/docnow/*'],
        ],
      ]);
    },
  },
];
