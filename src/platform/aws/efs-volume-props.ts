/** What a file system for user data needs. */
export interface EfsVolumeProps {
  /** The VPC of the cluster: `cluster.vpcId`. */
  readonly vpcId: string;
  /** One private subnet of each zone, for the file system's addresses: `cluster.privateSubnetIds`. */
  readonly subnetIds: string[];
  /** The security group of the nodes: `cluster.securityGroupId`. It alone can reach the file system. */
  readonly clientSecurityGroupId: string;
  /**
   * The claim's name in each namespace, and the name of the folder in the file system.
   *
   * @default user-data
   */
  readonly name?: string;
  /**
   * The number of the user that all files belong to, whoever writes them.
   *
   * @default 1000, the user of DocNow's image
   */
  readonly uid?: number;
  /**
   * The number of the group that all files belong to.
   *
   * @default 1000, the group of DocNow's image
   */
  readonly gid?: number;
  /**
   * A key of yours in KMS to encrypt with.
   *
   * @default - the key that AWS keeps for EFS in the account
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether Terraform refuses to remove the file system. To tear down, set it to false and synthesize again.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
