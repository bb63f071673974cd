/**
 * What a cluster can do beyond what every conformant Kubernetes does. A construct that needs one of these asks the
 * cluster for it at synth, and refuses a cluster that lacks it.
 */
export enum ClusterCapability {
  /** Pods take roles of AWS by EKS Pod Identity. */
  POD_IDENTITY = 'POD_IDENTITY',
  /** Target groups of Elastic Load Balancing are filled with the addresses of pods. */
  TARGET_GROUP_BINDING = 'TARGET_GROUP_BINDING',
  /** Pods mount block volumes, such as those of EBS, that are made for their claims. */
  BLOCK_VOLUMES = 'BLOCK_VOLUMES',
  /** Pods mount file systems of EFS. */
  EFS_VOLUMES = 'EFS_VOLUMES',
  /** Routes of the Gateway API lead requests in. */
  GATEWAY_API = 'GATEWAY_API',
  /** Network policies are enforced, not only stored. */
  NETWORK_POLICY = 'NETWORK_POLICY',
  /** Nodes that take any pod allow 262144 memory maps (`vm.max_map_count`), as Elasticsearch before 6.5 asks. */
  MEMORY_MAPS = 'MEMORY_MAPS',
  /** KEDA scales Deployments by the length of lists in Redis. */
  KEDA = 'KEDA',
}
