import { TargetProtocol } from './target-protocol';

/**
 * How a load balancer finds out whether a target can serve. The ranges are Elastic Load Balancing's (API reference,
 * CreateTargetGroup).
 */
export interface TargetHealthCheck {
  /**
   * What is asked for: begins with a slash, 1024 characters at most.
   *
   * @default /api/v1/setup - what the pods' own readiness probe asks
   */
  readonly path?: string;
  /**
   * The status codes of a healthy answer, 200 to 499: `200`, `200,302` or `200-299`.
   *
   * @default 200
   */
  readonly successCodes?: string;
  /**
   * The port that is asked.
   *
   * @default - the one that requests go to
   */
  readonly port?: number;
  /**
   * What that port speaks.
   *
   * @default - what the targets speak
   */
  readonly protocol?: TargetProtocol;
  /**
   * Seconds from one question to the next, 5 to 300.
   *
   * @default 10
   */
  readonly interval?: number;
  /**
   * Seconds without an answer after which a question counts as failed: 2 to 120, and shorter than the interval.
   *
   * @default 5
   */
  readonly timeout?: number;
  /**
   * How many good answers in a row make a target healthy, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;
  /**
   * How many failures in a row make it unhealthy, 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}
