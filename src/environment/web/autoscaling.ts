/** How many web pods there are, as their load asks for (HorizontalPodAutoscaler of `autoscaling/v2`). */
export interface Autoscaling {
  /**
   * The fewest pods. A switch brings all of the load at once: raise it for the colour that is to get it to as many pods
   * as the other one has, and lower it afterwards; both are changes in place.
   *
   * @default 2
   */
  readonly min?: number;
  /** The most pods. Stores and nodes have to bear as many. */
  readonly max: number;
  /**
   * The use of processor time that pods are held to on average, in percent of what they set aside (`resources.cpu`): 1 to
   * 100. The cluster has to have the metrics server.
   *
   * @default - 70 when no other target is given, which leaves room for what comes until a new pod serves; or else none
   */
  readonly cpuUtilization?: number;
  /**
   * The use of memory that pods are held to on average, in percent of `resources.memory`: 1 to 100. Node.js gives memory
   * back late, so that pods which came stay. The cluster has to have the metrics server.
   *
   * @default - none
   */
  readonly memoryUtilization?: number;
  /**
   * Figures of the pods themselves, such as requests a second. The cluster has to serve them as `custom.metrics.k8s.io`.
   *
   * @default - none
   */
  readonly podMetrics?: MetricTarget[];
  /**
   * Figures from elsewhere, such as a load balancer's. The cluster has to serve them as `external.metrics.k8s.io`.
   *
   * @default - none
   */
  readonly externalMetrics?: MetricTarget[];
  /**
   * How fast pods go when load has gone. They come as fast as Kubernetes has it: doubled, or 4 at once, each 15 s.
   *
   * @default - see the properties of ScaleDown
   */
  readonly scaleDown?: ScaleDown;
}

/** A figure that pods are held to on average. */
export interface MetricTarget {
  /** The figure's name, such as `http_requests_per_second`. */
  readonly name: string;
  /** How much of it each pod is to have: more than 0, in steps of a thousandth. */
  readonly averageValue: number;
  /**
   * The labels of the series that are meant.
   *
   * @default - all that have the name
   */
  readonly labels?: { [label: string]: string };
}

/** How fast an autoscaler takes pods away. */
export interface ScaleDown {
  /**
   * For how long less load has to last, in seconds: 0 to 3600, Kubernetes' limit.
   *
   * @default 300, Kubernetes' own: the next wave of a moment's load finds the pods of the last
   */
  readonly stabilizationSeconds?: number;
  /**
   * How many pods go at most in each period.
   *
   * @default 1, as a drain takes them: those that stay take over a little at a time
   */
  readonly pods?: number;
  /**
   * The period in seconds: 1 to 1800, Kubernetes' limit.
   *
   * @default 60
   */
  readonly periodSeconds?: number;
}
