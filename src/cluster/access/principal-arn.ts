import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../../platform/invalid';

/** The ARN of a role or user, with or without a path (Amazon EKS User Guide, "Create access entries": both are taken). */
const PRINCIPAL = /^arn:aws:iam::\d{12}:(role|user)\/([\w+=,.@-]+\/)*[\w+=,.@-]+$/;

/** Other things that people write, why they get no access, and what to write. */
const MISTAKEN: [RegExp, (found: RegExpMatchArray) => { because: string; wayOut: string }][] = [
  [
    /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/,
    ([, account, role]) => ({
      because: 'which is a session and ends, and access is given to the role that the session is of',
      wayOut: `Use arn:aws:iam::${account}:role/${role}; if the role has a path, it stands in front of its name`,
    }),
  ],
  [
    /\*/,
    () => ({
      because: 'which is a pattern, and access is given by name',
      wayOut: 'Grant to each role or user on its own',
    }),
  ],
  [
    /^(\d{12}|arn:aws:iam::\d{12}:root)$/,
    () => ({
      because: 'which is a whole account, and access is given to roles and users',
      wayOut: 'Name a role that the people of the account take, such as arn:aws:iam::123456789012:role/operators',
    }),
  ],
  [
    /^arn:aws:iam::\d{12}:group\//,
    () => ({
      because: 'which is a group, and EKS takes roles and users',
      wayOut: 'Name a role that the people of the group may take',
    }),
  ],
  [
    /^arn:aws-[a-z-]+:/,
    () => ({
      because: "which is in another partition of AWS than the cluster, and so are its identities' credentials",
      wayOut: 'Name a role whose ARN begins with arn:aws:iam::',
    }),
  ],
];

/** Internal: refuses what cannot be the principal of an access entry. A token passes. */
export function checkPrincipalArn(scope: IConstruct, property: string, value: string): void {
  if (Token.isUnresolved(value) || PRINCIPAL.test(value)) return;
  for (const [pattern, explain] of MISTAKEN) {
    const found = value.match(pattern);
    if (found) throw invalid(scope, { property, value, ...explain(found) });
  }
  throw invalid(scope, {
    property,
    value,
    because: 'which is not the ARN of an IAM role or user',
    wayOut: 'Write it as arn:aws:iam::123456789012:role/operators',
  });
}
