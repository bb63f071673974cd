import { replicationPolicy } from '../../src/state/replication-policy';

const [from, to] = ['from', 'to'].map((name) => ({ bucketArn: name, region: `${name}-1`, kmsKeyArn: `key-${name}` }));
const actions = (policy: string) =>
  JSON.parse(policy).Statement.map(({ Action, Resource }: any) => `${Resource}: ${Action.join(' ')}`);

describe('replicationPolicy', () => {
  test('lets S3 read versions here, write copies there, and use the keys of both', () => {
    const policy = replicationPolicy({ from, to, objectLock: false });
    expect(actions(policy)).toEqual([
      'from: s3:GetReplicationConfiguration s3:ListBucket',
      'from/*: s3:GetObjectVersionForReplication s3:GetObjectVersionAcl s3:GetObjectVersionTagging',
      'to/*: s3:ReplicateObject s3:ReplicateDelete s3:ReplicateTags',
      'key-from: kms:Decrypt',
      'key-to: kms:Encrypt',
    ]);
    expect(JSON.parse(policy).Statement[4].Condition).toEqual({
      StringEquals: { 'kms:ViaService': 's3.to-1.amazonaws.com' },
    });
  });

  test('lets S3 read what locks a version only where versions are locked', () => {
    const keyless = { from: { ...from, kmsKeyArn: undefined }, to: { ...to, kmsKeyArn: undefined }, objectLock: true };
    const [, versions, , ...keys] = actions(replicationPolicy(keyless));
    expect(versions).toMatch(/ s3:GetObjectRetention s3:GetObjectLegalHold$/);
    expect(keys).toEqual([]);
  });
});
