import assert from 'node:assert/strict';
import { DescribeAccessEntryCommand, EKSClient, ListAssociatedAccessPoliciesCommand } from '@aws-sdk/client-eks';
import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BUCKET, CLUSTER, IDENTITIES, REPOSITORY } from './stacks';
import { World } from './world';
import { clientOptions } from '../rig/aws/client-options';
import { assumeRoleByToken } from '../rig/aws/web-identity';

type Name = keyof typeof IDENTITIES;
export const arnOf = (name: Name) => `arn:aws:iam::123456789012:role/${name}`;
const denied = { name: /^AccessDenied/ };
const HOST = 'token.actions.githubusercontent.com';

/** Who may take the roles, and what they may do, as IAM and EKS tell it. @param rule the rule that divides traffic */
export async function rolesAre({ aws }: World, rule: string): Promise<void> {
  const iam = new IAMClient(clientOptions(aws));
  const [{ Arn: provider }] = (await iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList!;
  const { Url, ClientIDList } = await iam.send(
    new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: provider }),
  );
  assert.deepEqual([Url!.replace(/^https:\/\//, ''), ClientIDList], [HOST, ['sts.amazonaws.com']]);
  for (const [RoleName, { subject }] of Object.entries(IDENTITIES)) {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    assert.deepEqual(JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).Statement, [
      {
        Effect: 'Allow',
        Principal: { Federated: provider },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com', [`${HOST}:sub`]: subject } },
      },
    ]);
    assert.equal(Role!.MaxSessionDuration, 3600);
  }
  const may = async (role: Name, action: string, resource: string) => {
    const asked = { PolicySourceArn: arnOf(role), ActionNames: [action], ResourceArns: [resource] };
    const { EvaluationResults } = await iam.send(new SimulatePrincipalPolicyCommand(asked));
    return EvaluationResults![0].EvalDecision === 'allowed';
  };
  const modify = 'elasticloadbalancing:ModifyRule';
  const [other, cluster] = [`${rule.slice(0, -1)}x`, `arn:aws:eks:us-east-1:123456789012:cluster/${CLUSTER}`];
  assert.deepEqual(
    await Promise.all([
      may('docnow-switch', modify, rule),
      may('docnow-prepare', modify, rule),
      may('docnow-switch', modify, other),
      may('docnow-switch', 'elasticloadbalancing:DeleteRule', rule),
      may('docnow-switch', 'elasticloadbalancing:DescribeRules', '*'),
      may('docnow-switch', 'eks:DescribeCluster', cluster),
      may('docnow-switch', 'eks:DescribeCluster', `${cluster}-other`),
      may('docnow-switch', 'iam:PassRole', '*'),
    ]),
    [true, false, false, false, true, true, false, false],
  );
  const eks = new EKSClient(clientOptions(aws));
  const entry = { clusterName: CLUSTER, principalArn: arnOf('docnow-prepare') };
  const { accessEntry } = await eks.send(new DescribeAccessEntryCommand(entry));
  assert.deepEqual(accessEntry!.kubernetesGroups, ['docnow-release']);
  const { associatedAccessPolicies: policies } = await eks.send(new ListAssociatedAccessPoliciesCommand(entry));
  assert.deepEqual(
    policies!.map(({ policyArn, accessScope: { type, namespaces } = {} }) => [
      policyArn,
      type,
      [...namespaces!].sort(),
    ]),
    [[`arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy`, 'namespace', ['docnow-blue', 'docnow-green']]],
  );
}

/** A job with another subject or audience is given no role, and one that has a role reaches only what it is for. */
export async function rolesKeepOut({ aws, s3 }: World): Promise<void> {
  const right = { iss: `https://${HOST}`, sub: IDENTITIES['docnow-switch'].subject, aud: 'sts.amazonaws.com' };
  const wrong = [
    { ...right, sub: `repo:${REPOSITORY}:ref:refs/heads/main` },
    { ...right, sub: `repo:${REPOSITORY}:environment:production:x` },
    { ...right, sub: right.sub.replace('DocNow/', 'Somebody/') },
    { ...right, aud: `https://github.com/DocNow` },
    { ...right, iss: 'https://gitlab.com' },
  ];
  for (const claims of wrong) {
    await assert.rejects(assumeRoleByToken(aws, arnOf('docnow-switch'), claims), /cannot be taken/, claims.sub);
  }
  const preparer = { ...right, sub: IDENTITIES['docnow-prepare'].subject };
  const as = async (role: Name, claims: typeof right) => {
    const credentials = await assumeRoleByToken(aws, arnOf(role), claims);
    return new S3Client({ ...clientOptions(aws), credentials, forcePathStyle: true });
  };
  const [switcher, prepares] = await Promise.all([as('docnow-switch', right), as('docnow-prepare', preparer)]);
  const read = (Key: string) => new GetObjectCommand({ Bucket: BUCKET, Key });
  const write = (Key: string) => new PutObjectCommand({ Bucket: BUCKET, Key, Body: '{}' });
  await s3.send(write('cluster.tfstate'));
  await switcher.send(read('switch.tfstate'));
  await prepares.send(read('switch.tfstate'));
  await assert.rejects(prepares.send(write('switch.tfstate')), denied);
  await assert.rejects(prepares.send(write('docnow-release/switch/forged.json')), denied);
  for (const key of ['cluster.tfstate', 'deploy.tfstate', 'docnow-release/other/1.json']) {
    await assert.rejects(switcher.send(read(key)), denied, key);
    await assert.rejects(switcher.send(write(key)), denied, key);
  }
}
