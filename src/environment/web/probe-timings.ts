/** How a web pod is asked whether it works: once it has started, by both of its paths. Times are in seconds. */
export interface ProbeTimings {
  /**
   * How long it may take to answer for the first time: 2 to 600. Then it is started again.
   *
   * @default 120: Node.js answers within 10, on a busy node of a small kind within 60
   */
  readonly startup?: number;
  /**
   * How often it is asked.
   *
   * @default 10
   */
  readonly period?: number;
  /**
   * How long it may take to answer: not longer than `period`.
   *
   * @default 5
   */
  readonly timeout?: number;
  /**
   * After how many failures in a row requests go to other pods.
   *
   * @default 3
   */
  readonly readinessFailures?: number;
  /**
   * After how many failures in a row it is started again: more than `readinessFailures`, so that it has no requests any more.
   *
   * @default 6, which leaves half a minute to recover from a wave of load
   */
  readonly livenessFailures?: number;
}
