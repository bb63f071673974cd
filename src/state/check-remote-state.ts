import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { RemoteStateProps } from './remote-state-props';
import { StateLocking } from './state-locking';
import { badBucketName } from '../platform/aws/bucket-name';
import { invalid } from '../platform/invalid';

/** Internal: refuses what AWS would refuse, and what does not go together. @throws with the way out */
export function checkRemoteState(scope: IConstruct, props: RemoteStateProps): void {
  checkBucketName(scope, 'bucketName', props.bucketName);
  checkLockTable(scope, props);
  checkDays(scope, props);
}

/** Internal: refuses a name that no bucket can have, or that is not known when Terraform reads a backend. */
export function checkBucketName(scope: IConstruct, property: string, value: string): void {
  const because = Token.isUnresolved(value)
    ? 'which is known only when Terraform runs, and a backend is read before that'
    : badBucketName(value);
  if (because) {
    throw invalid(scope, { property, value, because, wayOut: 'Write a name such as docnow-terraform-state-umd' });
  }
}

function checkLockTable(scope: IConstruct, { locking, lockTableName: value }: RemoteStateProps): void {
  if (value === undefined) return;
  const property = 'lockTableName';
  if (locking === StateLocking.S3) {
    throw invalid(scope, {
      property,
      value,
      because: 'but with StateLocking.S3 there is no table',
      wayOut: 'Leave it out, or take StateLocking.DYNAMODB or BOTH',
    });
  }
  if (!/^[A-Za-z0-9_.-]{3,255}$/.test(value)) {
    throw invalid(scope, {
      property,
      value,
      because: 'which is not the name of a DynamoDB table',
      wayOut: 'Use 3 to 255 letters, digits, underscores, hyphens and dots, or leave it out',
    });
  }
}

function checkDays(scope: IConstruct, { keepOldVersionsDays = 90, objectLockDays }: RemoteStateProps): void {
  for (const [property, value] of Object.entries({ keepOldVersionsDays, objectLockDays })) {
    if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= 1)) continue;
    throw invalid(scope, {
      property,
      value,
      because: 'which is not a number of days that S3 takes',
      wayOut: 'Give a whole number from 1',
    });
  }
  if (Token.isUnresolved(keepOldVersionsDays) || Token.isUnresolved(objectLockDays)) return;
  if (objectLockDays !== undefined && objectLockDays > keepOldVersionsDays) {
    throw invalid(scope, {
      property: 'objectLockDays',
      value: objectLockDays,
      because: `so that old versions cannot go after the ${keepOldVersionsDays} days of keepOldVersionsDays`,
      wayOut: 'Keep them for at least as long as they are locked',
    });
  }
}
