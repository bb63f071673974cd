/** What a pod asks of its node. */
export interface Resources {
  /**
   * The processor time that is set aside for it, as Kubernetes writes it (`250m` is a quarter of a core). It may use
   * more when the node is idle.
   *
   * @default - 100m
   */
  readonly cpu?: string;
  /**
   * The memory that is set aside for it, which is also the most it may use, as Kubernetes writes it.
   *
   * @default - 256Mi, for web 512Mi
   */
  readonly memory?: string;
}
