import { policyOf, Statement } from '../platform/aws/iam/policy-document';

interface End {
  readonly bucketArn: string;
  readonly region: string;
  readonly kmsKeyArn?: string;
}

/**
 * Internal: what S3 needs to copy one bucket to another of the same account (Amazon S3 User Guide, "Setting up permissions for
 * live replication", "Replicating encrypted objects", "Object Lock considerations").
 */
export function replicationPolicy(props: {
  readonly from: End;
  readonly to: End;
  readonly objectLock: boolean;
}): string {
  const { from, to, objectLock } = props;
  const lock = objectLock ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] : [];
  return policyOf([
    allow('Source', ['s3:GetReplicationConfiguration', 's3:ListBucket'], from.bucketArn),
    allow(
      'Versions',
      ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', ...lock],
      `${from.bucketArn}/*`,
    ),
    allow('Copies', ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], `${to.bucketArn}/*`),
    ...useKey('Decrypt', 'kms:Decrypt', from),
    ...useKey('Encrypt', 'kms:Encrypt', to),
  ]);
}

function allow(Sid: string, Action: string[], resource: string, Condition?: Statement['Condition']): Statement {
  return { Sid, Effect: 'Allow', Action, Resource: [resource], ...(Condition && { Condition }) };
}

function useKey(sid: string, action: string, { kmsKeyArn, region }: End): Statement[] {
  const byS3 = { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } };
  return kmsKeyArn ? [allow(sid, [action], kmsKeyArn, byS3)] : [];
}
