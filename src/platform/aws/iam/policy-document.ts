/** Internal: a statement of a policy, in IAM's own words. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly [kind: string]: string };
  readonly Action: string[];
  readonly Resource?: string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | string[] } };
}

/** A policy document; 2012-10-17 is the version of IAM's policy language. */
export function policyOf(statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The trust policy of a role that a service of AWS takes. */
export function trustOf(
  service: string,
  more: { readonly actions?: string[]; readonly condition?: Statement['Condition'] } = {},
): string {
  return policyOf([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: ['sts:AssumeRole', ...(more.actions ?? [])],
      ...(more.condition ? { Condition: more.condition } : {}),
    },
  ]);
}

/** The ARN of a policy that AWS itself keeps. */
export function awsManagedPolicy(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}
