import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { ElastiCacheRedis } from '../../../src/platform/aws/elasticache-redis';
import { ElastiCacheRedisProps } from '../../../src/platform/aws/elasticache-redis-props';
import { RdsPostgres } from '../../../src/platform/aws/rds-postgres';
import { RdsPostgresProps } from '../../../src/platform/aws/rds-postgres-props';
import { resources } from '../../services/fake-cluster';

const network = { vpcId: 'vpc-1', subnetIds: ['subnet-1', 'subnet-2'], clientSecurityGroupId: 'sg-pods' };

function made<Store>(make: (scope: Construct) => Store) {
  const stack = new TerraformStack(new App(), 'services');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const store = make(stack);
  return { store, stack, one: (type: string) => resources(stack, type)[0] };
}

const postgres = (props: Partial<RdsPostgresProps> = {}) =>
  made((scope) => new RdsPostgres(scope, 'Postgres', { ...network, ...props }));

const redis = (props: Partial<ElastiCacheRedisProps> = {}) =>
  made((scope) => new ElastiCacheRedis(scope, 'Redis', { ...network, ...props }));

describe('RdsPostgres', () => {
  test('is in two zones, encrypted, backed up, and hard to lose', () => {
    expect(postgres().one('aws_db_instance')).toMatchObject({
      engine: 'postgres',
      engine_version: '17',
      multi_az: true,
      storage_encrypted: true,
      publicly_accessible: false,
      backup_retention_period: 14,
      delete_automated_backups: false,
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: 'docnow-postgres-final',
      max_allocated_storage: 100,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('has no password in Terraform, and a new one once a year', () => {
    const { one, stack } = postgres();
    const instance = one('aws_db_instance');
    expect(instance.manage_master_user_password).toBe(true);
    expect(instance.password).toBeUndefined();
    const [{ rotation_rules: rules, rotate_immediately: atOnce }] = resources(
      stack,
      'aws_secretsmanager_secret_rotation',
    );
    expect([rules, atOnce]).toEqual([{ automatically_after_days: 365 }, false]);
  });

  test('lets in the pods alone, in plain text, since DocNow can speak nothing else', () => {
    const { store, one } = postgres();
    expect(one('aws_vpc_security_group_ingress_rule')).toMatchObject({
      referenced_security_group_id: 'sg-pods',
      from_port: 5432,
      to_port: 5432,
    });
    expect(one('aws_db_parameter_group').parameter).toEqual([
      { name: 'rds.force_ssl', value: '0', apply_method: 'immediate' },
    ]);
    expect(store.endpoint).toMatchObject({ port: 5432, tls: false });
    expect(store.endpoint.cidrBlocks).toHaveLength(2);
  });

  test('refuses plain text when a release can do better', () => {
    const { store, one } = postgres({ requireTls: true });
    expect(store.endpoint.tls).toBe(true);
    expect(one('aws_db_parameter_group').parameter[0].value).toBe('1');
  });

  test.each<[Partial<RdsPostgresProps>, string]>([
    [{ subnetIds: ['subnet-1'] }, 'services/Postgres: subnetIds is ["subnet-1"], which are not in two zones. Give one'],
    [{ name: 'DocNow' }, "name is 'DocNow', which AWS takes for no such name"],
    [{ name: 'a--b' }, 'Use 1 to 57 lower case letters, digits and single hyphens'],
    [{ majorVersion: 12 }, 'majorVersion is 12, less than the 13 major versions needed'],
    [{ storageGiB: 10 }, 'storageGiB is 10, less than the 20 GiB needed'],
    [{ storageGiB: 100, maxStorageGiB: 100 }, 'maxStorageGiB is 100, less than the 110 GiB needed'],
    [{ backupRetentionDays: 0 }, 'backupRetentionDays is 0, less than the 1 days needed'],
    [{ passwordRotationDays: 2000 }, 'passwordRotationDays is 2000, more than the 1000 days possible'],
    [{ username: 'pg_docnow' }, "username is 'pg_docnow', which PostgreSQL has for itself"],
  ])('refuses %j', (props, words) => expect(() => postgres(props)).toThrow(words));
});

describe('ElastiCacheRedis', () => {
  test('is in two zones, encrypted, kept in snapshots, and forgets nothing when it is full', () => {
    const { one } = redis();
    expect(one('aws_elasticache_replication_group')).toMatchObject({
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      at_rest_encryption_enabled: 'true',
      transit_encryption_enabled: false,
      snapshot_retention_limit: 7,
      final_snapshot_identifier: 'docnow-redis-final',
      lifecycle: { prevent_destroy: true },
    });
    expect(one('aws_elasticache_parameter_group').parameter).toEqual([
      { name: 'maxmemory-policy', value: 'noeviction' },
    ]);
  });

  test('lets in the pods alone', () => {
    const { store, one } = redis();
    expect(one('aws_vpc_security_group_ingress_rule')).toMatchObject({
      referenced_security_group_id: 'sg-pods',
      from_port: 6379,
      to_port: 6379,
    });
    expect(store.endpoint).toMatchObject({ port: 6379, tls: false });
  });

  test('can be one node, and can ask for TLS', () => {
    const { store, stack } = redis({ replicas: 0, requireTls: true, finalSnapshot: false });
    const [group] = resources(stack, 'aws_elasticache_replication_group');
    expect(group).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      transit_encryption_enabled: true,
    });
    expect(group.final_snapshot_identifier).toBeUndefined();
    expect(store.endpoint.tls).toBe(true);
    expect(Testing.synth(stack)).not.toContain('-final');
  });

  test.each<[Partial<ElastiCacheRedisProps>, string]>([
    [{ subnetIds: [] }, 'services/Redis: subnetIds is [], which are not in two zones'],
    [{ replicas: 6 }, 'replicas is 6, more than the 5 copies possible'],
    [{ snapshotRetentionDays: 0 }, 'snapshotRetentionDays is 0, less than the 1 days needed'],
    [{ name: 'a'.repeat(41) }, 'Use 1 to 40 lower case letters, digits and single hyphens'],
  ])('refuses %j', (props, words) => expect(() => redis(props)).toThrow(words));
});
