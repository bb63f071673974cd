/** What the services' stack was told. */
export interface ServicesFacts {
  readonly namespace: string;
  readonly redisImage: string;
  readonly elasticsearchImage: string;
  readonly elasticsearchNodes: number;
  /** Labels of the machines that Elasticsearch belongs on. */
  readonly elasticsearchPlacement: { readonly [label: string]: string };
  readonly storageClassName: string;
  /** Whether volumes stay when their claims go. */
  readonly removalProtection: boolean;
  /** The security group of the nodes. */
  readonly clientSecurityGroupId: string;
  /** How many zones the file system answers in. */
  readonly zones: number;
}
