import { accessPolicy } from '../../src/state/access-policy';
import { StateAccess } from '../../src/state/state-access';

const about = { bucketName: 'docnow-state', region: 'eu-west-1', accountId: '123456789012', keys: ['a.tfstate'] };

/** Each statement as its name, its actions, and what it is about. */
function statements(access: StateAccess, more: object): string[] {
  const { Statement } = JSON.parse(accessPolicy(access, { ...about, lockFiles: false, ...more }));
  return Statement.map(
    ({ Sid, Action, Resource, Condition }: any) =>
      `${Sid}: ${Action.join(' ')} on ${Resource.join(' ')}${Condition ? ` if ${JSON.stringify(Condition)}` : ''}`,
  );
}

const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/lock';
const item = (end = '') => `{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["docnow-state/a.tfstate${end}"]}}`;

describe('accessPolicy', () => {
  test('a reader reads states and their checksums', () => {
    expect(statements(StateAccess.READ, { lockTableName: 'lock', lockFiles: true })).toEqual([
      'ListKeys: s3:ListBucket on arn:aws:s3:::docnow-state',
      'States: s3:GetObject on arn:aws:s3:::docnow-state/a.tfstate',
      `Checksums: dynamodb:GetItem on ${table} if ${item('-md5')}`,
    ]);
  });

  test('a planner takes locks of both kinds, too', () => {
    expect(statements(StateAccess.PLAN, { lockTableName: 'lock', lockFiles: true })).toEqual([
      ...statements(StateAccess.READ, {}),
      'LockFiles: s3:GetObject s3:PutObject s3:DeleteObject on arn:aws:s3:::docnow-state/a.tfstate.tflock',
      `Checksums: dynamodb:GetItem on ${table} if ${item('-md5')}`,
      `Locks: dynamodb:GetItem dynamodb:PutItem dynamodb:DeleteItem on ${table} if ${item()}`,
    ]);
  });

  test('an applier writes states and checksums, too, and deletes no state', () => {
    expect(statements(StateAccess.APPLY, { lockTableName: 'lock' })).toEqual([
      'ListKeys: s3:ListBucket on arn:aws:s3:::docnow-state',
      'States: s3:GetObject s3:PutObject on arn:aws:s3:::docnow-state/a.tfstate',
      `Checksums: dynamodb:GetItem dynamodb:PutItem on ${table} if ${item('-md5')}`,
      `Locks: dynamodb:GetItem dynamodb:PutItem dynamodb:DeleteItem on ${table} if ${item()}`,
    ]);
  });

  test.each([
    [StateAccess.READ, true, 'kms:Decrypt'],
    [StateAccess.PLAN, false, 'kms:Decrypt'],
    [StateAccess.PLAN, true, 'kms:Decrypt kms:GenerateDataKey'],
    [StateAccess.APPLY, false, 'kms:Decrypt kms:GenerateDataKey'],
  ])('%s with lock files %s uses a key by S3 alone', (access, lockFiles, actions) => {
    expect(statements(access, { lockFiles, kmsKeyArn: 'KEY' })).toContain(
      `Key: ${actions} on KEY if {"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}`,
    );
  });
});
