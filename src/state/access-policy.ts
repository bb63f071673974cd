import { StateAccess } from './state-access';
import { policyOf, Statement } from '../platform/aws/iam/policy-document';

/** Internal: what states a policy is about. */
export interface States {
  readonly bucketName: string;
  readonly region: string;
  readonly accountId: string;
  readonly lockTableName?: string;
  readonly lockFiles: boolean;
  readonly kmsKeyArn?: string;
  readonly keys: string[];
}

/**
 * Internal: what Terraform's S3 backend calls, and no more (Terraform documentation, "Backend Type: s3", permissions): of the
 * table only the items of these states, of a key of KMS only what S3 does with it.
 */
export function accessPolicy(access: StateAccess, states: States): string {
  const { bucketName, lockTableName, lockFiles, keys } = states;
  const locks = access !== StateAccess.READ;
  const writes = access === StateAccess.APPLY;
  const objects = (end = '') => keys.map((key) => `arn:aws:s3:::${bucketName}/${key}${end}`);
  const statements: Statement[] = [
    // To whoever may not list, S3 says of a state that is not there yet that it is forbidden.
    allow('ListKeys', ['s3:ListBucket'], [`arn:aws:s3:::${bucketName}`]),
    allow('States', ['s3:GetObject', ...(writes ? ['s3:PutObject'] : [])], objects()),
  ];
  if (locks && lockFiles) {
    statements.push(allow('LockFiles', ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], objects('.tflock')));
  }
  if (lockTableName) {
    const table = [`arn:aws:dynamodb:${states.region}:${states.accountId}:table/${lockTableName}`];
    const items = (sid: string, actions: string[], end = '') =>
      allow(sid, actions, table, {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': keys.map((key) => `${bucketName}/${key}${end}`) },
      });
    statements.push(items('Checksums', ['dynamodb:GetItem', ...(writes ? ['dynamodb:PutItem'] : [])], '-md5'));
    if (locks) statements.push(items('Locks', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem']));
  }
  if (states.kmsKeyArn) {
    const encrypts = writes || (locks && lockFiles);
    const actions = ['kms:Decrypt', ...(encrypts ? ['kms:GenerateDataKey'] : [])];
    const byS3 = { StringEquals: { 'kms:ViaService': `s3.${states.region}.amazonaws.com` } };
    statements.push(allow('Key', actions, [states.kmsKeyArn], byS3));
  }
  return policyOf(statements);
}

/** Internal: reading and writing the entries of a log. Nobody deletes one; written over, a version is kept. */
export function logPolicy(bucketName: string, objects: string): string {
  return policyOf([allow('Log', ['s3:GetObject', 's3:PutObject'], [`arn:aws:s3:::${bucketName}/${objects}`])]);
}

function allow(Sid: string, Action: string[], Resource: string[], Condition?: Statement['Condition']): Statement {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
