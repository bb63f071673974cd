/** How a Service can be reached, in Kubernetes' own words. */
export enum ServiceType {
  /** Within the cluster alone. */
  CLUSTER_IP = 'ClusterIP',
  /** At a port of every node. */
  NODE_PORT = 'NodePort',
  /** By a load balancer that the cluster's provider makes. It passes connections on and has no part in the switch. */
  LOAD_BALANCER = 'LoadBalancer',
}
