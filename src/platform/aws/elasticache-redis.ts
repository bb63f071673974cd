import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Construct } from 'constructs';
import { ElastiCacheRedisProps } from './elasticache-redis-props';
import { checkStoreName } from './store-name';
import { StoreNetwork } from './store-network';
import { checkAmount } from '../amount';
import { ServiceEndpoint } from '../service-endpoint';

/** Redis' own port: DocNow's client knows no other. */
const PORT = 6379;

/**
 * Redis by Amazon ElastiCache, which keeps DocNow's queue of URLs and its counters, for all colours: in two zones, encrypted,
 * with daily snapshots.
 *
 * Its host is a name that stays when another node takes over, so DocNow, which knows one host and cannot ask Sentinel, is
 * back within a minute. ElastiCache keeps no log of writes (`appendonly` is of no effect there): what the lost node
 * had not yet sent to its copy is gone, usually less than a second. Where not even that may be lost, use `Redis`, whose log is on
 * a volume.
 */
export class ElastiCacheRedis extends Construct {
  /** Where DocNow finds it. */
  public readonly endpoint: ServiceEndpoint;

  /** The nodes. */
  public readonly replicationGroup: ElasticacheReplicationGroup;

  /** Their settings. */
  public readonly parameterGroup: ElasticacheParameterGroup;

  /** The security group of their addresses. */
  public readonly securityGroup: SecurityGroup;

  /**
   * Makes Redis.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: ElastiCacheRedisProps) {
    super(scope, id);
    const { name = 'docnow-redis', replicas = 1, snapshotRetentionDays = 7, requireTls = false } = props;
    const { removalProtection = true, finalSnapshot = true } = props;
    checkStoreName(this, name, 40);
    checkAmount(this, 'replicas', replicas, { least: 0, most: 5, unit: 'copies' });
    checkAmount(this, 'snapshotRetentionDays', snapshotRetentionDays, { least: 1, most: 35, unit: 'days' });
    const tags = { Name: name };
    const { vpcId, subnetIds, clientSecurityGroupId } = props;
    const network = new StoreNetwork(this, 'Network', { vpcId, subnetIds, clientSecurityGroupId, name, port: PORT });
    this.securityGroup = network.securityGroup;
    const subnets = new ElasticacheSubnetGroup(this, 'Subnets', { name, subnetIds, tags });
    this.parameterGroup = new ElasticacheParameterGroup(this, 'Parameters', {
      name,
      family: 'redis7',
      // By default the least used keys with a time to live go when memory is full; the queue's must not.
      parameter: [{ name: 'maxmemory-policy', value: 'noeviction' }],
      tags,
    });
    this.replicationGroup = new ElasticacheReplicationGroup(this, 'Nodes', {
      replicationGroupId: name,
      description: 'Queue and counters of DocNow',
      engine: 'redis',
      engineVersion: '7.1',
      autoMinorVersionUpgrade: 'true',
      nodeType: props.nodeType ?? 'cache.t4g.small',
      numCacheClusters: replicas + 1,
      automaticFailoverEnabled: replicas > 0,
      multiAzEnabled: replicas > 0,
      port: PORT,
      parameterGroupName: this.parameterGroup.name,
      subnetGroupName: subnets.name,
      securityGroupIds: [this.securityGroup.id],
      atRestEncryptionEnabled: 'true',
      kmsKeyId: props.kmsKeyArn,
      transitEncryptionEnabled: requireTls,
      snapshotRetentionLimit: snapshotRetentionDays,
      finalSnapshotIdentifier: finalSnapshot ? `${name}-final` : undefined,
      applyImmediately: true,
      tags,
      lifecycle: { preventDestroy: removalProtection },
    });
    this.endpoint = ServiceEndpoint.external({
      host: this.replicationGroup.primaryEndpointAddress,
      port: PORT,
      cidrBlocks: network.cidrBlocks,
      tls: requireTls,
    });
  }
}
