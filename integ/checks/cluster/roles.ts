import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { Clients } from './ask';

const nameOfRole = (arn: string | undefined) => arn?.split('/').pop() ?? '';

export async function trust({ iam }: Clients, roleArn: string | undefined) {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: nameOfRole(roleArn) }));
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement[0];
}

export async function managedPolicies({ iam }: Clients, roleArn: string | undefined): Promise<string[]> {
  const found = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: nameOfRole(roleArn) }));
  return (found.AttachedPolicies ?? []).map((policy) => policy.PolicyArn!.split(':policy/')[1]).sort();
}

export async function inlineStatements({ iam }: Clients, roleArn: string | undefined): Promise<any[]> {
  const RoleName = nameOfRole(roleArn);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  return policies.flatMap(({ PolicyDocument }) => JSON.parse(decodeURIComponent(PolicyDocument ?? '')).Statement);
}
