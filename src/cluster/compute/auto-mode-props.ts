/** The pools of nodes that EKS Auto Mode brings (Amazon EKS User Guide, "Enable or Disable Built-in NodePools"). */
export enum AutoModeNodePool {
  /** Takes any pod: x86, on demand, families C, M and R. */
  GENERAL_PURPOSE = 'general-purpose',
  /** Takes pods that tolerate `CriticalAddonsOnly`, such as add-ons': x86 or ARM, on demand. */
  SYSTEM = 'system',
}

/** Nodes that EKS starts, sizes, patches and stops by itself. */
export interface AutoModeProps {
  /**
   * The pools of EKS's own, GENERAL_PURPOSE at least: DocNow's pods run there. More of them, such as one of spot
   * instances, are objects of the kind NodePool, made in a stack that deploys to the cluster.
   *
   * @default - both
   */
  readonly nodePools?: AutoModeNodePool[];
}
