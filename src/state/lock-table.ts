import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: what a lock table is told. */
export interface LockTableProps {
  readonly tableName: string;
  readonly removalProtection: boolean;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Internal: the DynamoDB table in which Terraform's S3 backend keeps one lock a state file.
 * `LockID` is the key's name that the backend expects (Terraform documentation, "Backend Type: s3").
 */
export function lockTable(scope: Construct, id: string, props: LockTableProps): DynamodbTable {
  return new DynamodbTable(scope, id, {
    name: props.tableName,
    billingMode: 'PAY_PER_REQUEST',
    hashKey: 'LockID',
    attribute: [{ name: 'LockID', type: 'S' }],
    deletionProtectionEnabled: props.removalProtection,
    // The table also holds each state file's checksum: without it Terraform refuses the state.
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    lifecycle: { preventDestroy: props.removalProtection },
    dependsOn: props.dependsOn,
  });
}
