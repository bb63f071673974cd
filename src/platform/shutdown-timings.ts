/** How long the parts of a goodbye take when a web pod is removed, in seconds. */
export interface ShutdownTimings {
  /**
   * How long a pod goes on serving, unchanged, after Kubernetes decided to remove it: longer than the
   * way in's deregistration delay.
   *
   * @default 40
   */
  readonly preStop?: number;
  /**
   * After how long Kubernetes kills a pod that it decided to remove (`terminationGracePeriodSeconds`).
   *
   * @default 75
   */
  readonly terminationGracePeriod?: number;
}
