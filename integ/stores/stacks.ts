import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import {
  DataNamespace,
  DocNowCluster,
  EbsStorageClass,
  ElastiCacheRedis,
  Postgres,
  PostgresBackups,
  PostgresProps,
  RdsPostgres,
  RemoteState,
  S3Backups,
} from '../../src';

/** A database in the cluster. */
export function inCluster(
  app: App,
  cluster: DocNowCluster,
  state: RemoteState,
  props: Partial<PostgresProps> = {},
): void {
  const stack = new TerraformStack(app, 'database');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  state.configure(stack);
  const store = new S3Backups(stack, 'Backups', { cluster, removalProtection: false, objectLockDays: 7 });
  const backups = PostgresBackups.toClaim({ copies: { store, prefix: 'production/postgres' } });
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const { name: storageClassName } = new EbsStorageClass(stack, 'Storage', { cluster, removalProtection: false });
  const common = { cluster, namespace, storageClassName, backups, removalProtection: false };
  new Postgres(stack, 'Postgres', { ...common, ...props });
}

/** Databases that AWS keeps. */
export function managed(app: App, cluster: DocNowCluster, state: RemoteState): void {
  const stack = new TerraformStack(app, 'managed');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  state.configure(stack);
  const { vpcId, privateSubnetIds: subnetIds, securityGroupId: clientSecurityGroupId } = cluster;
  const common = { vpcId, subnetIds, clientSecurityGroupId };
  new RdsPostgres(stack, 'Postgres', common);
  new ElastiCacheRedis(stack, 'Redis', common);
}
