/** What a database of Amazon RDS needs. */
export interface RdsPostgresProps {
  /** The VPC of the cluster: `cluster.vpcId`. */
  readonly vpcId: string;
  /** Private subnets of two zones or more: `cluster.privateSubnetIds`. */
  readonly subnetIds: string[];
  /** The security group of the pods: `cluster.securityGroupId`. It alone can reach the database. */
  readonly clientSecurityGroupId: string;
  /**
   * The name of the instance and of what belongs to it.
   *
   * @default docnow-postgres
   */
  readonly name?: string;
  /**
   * The major version of PostgreSQL, from 13 on. RDS takes the minor versions by itself, in the maintenance window.
   *
   * @default 17
   */
  readonly majorVersion?: number;
  /**
   * Whether an apply may take the database to another major version, which RDS does in place and nobody takes back. Make
   * a snapshot before. Without it RDS refuses.
   *
   * @default false
   */
  readonly allowMajorVersionUpgrade?: boolean;
  /**
   * The instance class. Another one is taken at once: the database is away for about a minute.
   *
   * @default db.t4g.medium
   */
  readonly instanceClass?: string;
  /**
   * Whether a second instance in another zone has all that was written, and takes over within about a minute.
   *
   * @default true; false saves half the price, and a lost zone takes the database along
   */
  readonly multiAz?: boolean;
  /**
   * The size of its storage in GiB, from 20 on. It grows in place, and never shrinks.
   *
   * @default 20
   */
  readonly storageGiB?: number;
  /**
   * How far RDS may let it grow by itself, in GiB.
   *
   * @default - five times `storageGiB`
   */
  readonly maxStorageGiB?: number;
  /**
   * For how many days it can be put back to any minute: 1 to 35.
   *
   * @default 14
   */
  readonly backupRetentionDays?: number;
  /**
   * The name of the database.
   *
   * @default docnow
   */
  readonly databaseName?: string;
  /**
   * The name of the user who owns it.
   *
   * @default docnow
   */
  readonly username?: string;
  /**
   * Every how many days RDS gives that user a new password, 1 to 1000. RDS' own default is 7. Pods know the old one until
   * they are started again, and make no new connection with it: so rotate by hand, and restart (docs/postgres.md); this is
   * for when it was forgotten.
   *
   * @default 365
   */
  readonly passwordRotationDays?: number;
  /**
   * Whether the database refuses clients without TLS. DocNow's can speak none (its knexfile.js sets no `ssl`), so what it
   * sends is guarded by private subnets and the security group. Turn it on for a release that can.
   *
   * @default false
   */
  readonly requireTls?: boolean;
  /**
   * A key of yours in KMS to encrypt the storage with.
   *
   * @default - the key that AWS keeps for RDS in the account
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether a last snapshot, called by the name and `-final`, is made when the database is removed. RDS refuses a second one
   * of that name.
   *
   * @default true
   */
  readonly finalSnapshot?: boolean;
  /**
   * Whether Terraform and RDS refuse to remove the database. To tear down, set it to false, synthesize and apply, then
   * destroy.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
