/**
 * How many pods of a worker there are, as the list in Redis is long that it takes its work from (KEDA's ScaledObject). The
 * cluster has to have KEDA 2.8 or newer, and its operator has to reach Redis.
 */
export interface WorkerAutoscaling {
  /**
   * The fewest pods. With 0 there are none while there is nothing to do, and the first comes within KEDA's polling interval of
   * 30 s. Then pods go all together, when the lists have been empty for `cooldownSeconds`, and none before: one that is
   * stopped at work loses the URLs that it is at. With more, Kubernetes takes one a minute while the list is short, at
   * work or not.
   *
   * @default 0
   */
  readonly min?: number;
  /** The most pods. */
  readonly max: number;
  /**
   * How many entries of the list there are for each pod.
   *
   * @default 50: ten for each of the five URLs that DocNow's url-fetcher looks up at a time
   */
  readonly listLength?: number;
  /**
   * For how long there has to be less to do before pods go, in seconds: 0 to 3600, Kubernetes' limit.
   *
   * @default 300, the default of both KEDA and Kubernetes
   */
  readonly cooldownSeconds?: number;
}
