import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import { RdsPostgresProps } from './rds-postgres-props';
import { checkStoreName } from './store-name';
import { StoreNetwork } from './store-network';
import { checkAmount } from '../amount';
import { IDatabase } from '../database';
import { checkIdentifier } from '../postgres-identifier';
import { ServiceEndpoint } from '../service-endpoint';

/** PostgreSQL's own port: DocNow's client knows no other. */
const PORT = 5432;

/**
 * PostgreSQL by Amazon RDS, which keeps what DocNow collects, for all colours: in two zones, encrypted, put back to any
 * minute of two weeks, growing by itself, and hard to lose.
 *
 * RDS makes the owner's password itself and keeps it in AWS Secrets Manager, as `password` of `masterUserSecretArn`: it
 * stands in no state. Bring it into the environment's Secret from there, by the External Secrets operator for one.
 */
export class RdsPostgres extends Construct implements IDatabase {
  /** Where DocNow finds it; the name stays when the other zone takes over. */
  public readonly endpoint: ServiceEndpoint;

  /** The database's name. */
  public readonly databaseName: string;

  /** The user who owns it. */
  public readonly username: string;

  /** The ARN of the secret in AWS Secrets Manager with `username` and `password`. Its name begins with `rds!`. */
  public readonly masterUserSecretArn: string;

  /** The database instance. */
  public readonly instance: DbInstance;

  /** Its settings. */
  public readonly parameterGroup: DbParameterGroup;

  /** The security group of its addresses. */
  public readonly securityGroup: SecurityGroup;

  /**
   * Makes the database.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: RdsPostgresProps) {
    super(scope, id);
    const { name = 'docnow-postgres', databaseName = 'docnow', username = 'docnow', majorVersion = 17 } = props;
    const { storageGiB = 20, maxStorageGiB = 5 * storageGiB, backupRetentionDays = 14 } = props;
    const { passwordRotationDays = 365, requireTls = false, removalProtection = true, finalSnapshot = true } = props;
    checkStoreName(this, name, 57);
    checkIdentifier(this, 'databaseName', databaseName);
    checkIdentifier(this, 'username', username);
    checkAmount(this, 'majorVersion', majorVersion, { least: 13, most: 99, unit: 'major versions' });
    checkAmount(this, 'storageGiB', storageGiB, { least: 20, most: 64 * 1024, unit: 'GiB' });
    // RDS lets it grow by a tenth or more at a time.
    const leastMost = storageGiB + Math.ceil(storageGiB / 10);
    checkAmount(this, 'maxStorageGiB', maxStorageGiB, { least: leastMost, most: 64 * 1024, unit: 'GiB' });
    checkAmount(this, 'backupRetentionDays', backupRetentionDays, { least: 1, most: 35, unit: 'days' });
    checkAmount(this, 'passwordRotationDays', passwordRotationDays, { least: 1, most: 1000, unit: 'days' });
    const tags = { Name: name };
    const { vpcId, subnetIds, clientSecurityGroupId } = props;
    const network = new StoreNetwork(this, 'Network', { vpcId, subnetIds, clientSecurityGroupId, name, port: PORT });
    this.securityGroup = network.securityGroup;
    const subnets = new DbSubnetGroup(this, 'Subnets', { namePrefix: `${name}-`, subnetIds, tags });
    this.parameterGroup = new DbParameterGroup(this, 'Parameters', {
      namePrefix: `${name}-`,
      family: `postgres${majorVersion}`,
      parameter: [{ name: 'rds.force_ssl', value: requireTls ? '1' : '0', applyMethod: 'immediate' }],
      tags,
      lifecycle: { createBeforeDestroy: true },
    });
    this.instance = new DbInstance(this, 'Instance', {
      identifier: name,
      engine: 'postgres',
      engineVersion: String(majorVersion),
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: props.allowMajorVersionUpgrade ?? false,
      instanceClass: props.instanceClass ?? 'db.t4g.medium',
      multiAz: props.multiAz ?? true,
      allocatedStorage: storageGiB,
      maxAllocatedStorage: maxStorageGiB,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      dbName: databaseName,
      username,
      manageMasterUserPassword: true,
      port: PORT,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.id],
      publiclyAccessible: false,
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      parameterGroupName: this.parameterGroup.name,
      backupRetentionPeriod: backupRetentionDays,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: !finalSnapshot,
      finalSnapshotIdentifier: finalSnapshot ? `${name}-final` : undefined,
      enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
      performanceInsightsEnabled: true,
      // The days that cost nothing.
      performanceInsightsRetentionPeriod: 7,
      deletionProtection: removalProtection,
      // What waits for the maintenance window would be in every plan until then.
      applyImmediately: true,
      tags,
      lifecycle: { preventDestroy: removalProtection },
    });
    this.masterUserSecretArn = this.instance.masterUserSecret.get(0).secretArn;
    new SecretsmanagerSecretRotation(this, 'Rotation', {
      secretId: this.masterUserSecretArn,
      rotationRules: { automaticallyAfterDays: passwordRotationDays },
      rotateImmediately: false,
    });
    this.databaseName = databaseName;
    this.username = username;
    const { cidrBlocks } = network;
    this.endpoint = ServiceEndpoint.external({ host: this.instance.address, port: PORT, cidrBlocks, tls: requireTls });
  }
}
