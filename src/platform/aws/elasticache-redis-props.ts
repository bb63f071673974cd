/** What a Redis of Amazon ElastiCache needs. */
export interface ElastiCacheRedisProps {
  /** The VPC of the cluster: `cluster.vpcId`. */
  readonly vpcId: string;
  /** Private subnets of two zones or more: `cluster.privateSubnetIds`. */
  readonly subnetIds: string[];
  /** The security group of the pods: `cluster.securityGroupId`. It alone can reach it. */
  readonly clientSecurityGroupId: string;
  /**
   * The name of the replication group and of what belongs to it.
   *
   * @default docnow-redis
   */
  readonly name?: string;
  /**
   * The node type. Another one is taken in place, at once.
   *
   * @default cache.t4g.small
   */
  readonly nodeType?: string;
  /**
   * Copies of the first node in other zones, 0 to 5, one of which takes over when that is lost. Added and removed in place.
   *
   * @default 1; 0 saves half the price, and what was written since the last snapshot goes with the node
   */
  readonly replicas?: number;
  /**
   * For how many days its daily snapshots are kept: 1 to 35.
   *
   * @default 7
   */
  readonly snapshotRetentionDays?: number;
  /**
   * Whether it is reached by TLS alone. DocNow's client knows a host and nothing else, so what it sends is guarded by private
   * subnets and the security group. Turn it on for a release that can.
   *
   * @default false
   */
  readonly requireTls?: boolean;
  /**
   * A key of yours in KMS to encrypt with at rest.
   *
   * @default - the key that AWS keeps for ElastiCache
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether a last snapshot, called by the name and `-final`, is made when it is removed.
   *
   * @default true
   */
  readonly finalSnapshot?: boolean;
  /**
   * Whether Terraform refuses to remove it. To tear down, set it to false and synthesize again.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
