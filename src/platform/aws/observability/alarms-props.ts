import { ContainerInsights } from './container-insights';
import { Metric } from './metric';
import { EfsVolume } from '../efs-volume';
import { FrontDoor } from '../front-door/front-door';

/** What alarms watch, and whom they tell. */
export interface AlarmsProps {
  /** How all names of the alarms begin, such as `docnow-demo`. One of its kind in account and region. */
  readonly name: string;
  /** The way in: errors, latency, targets and the certificate. */
  readonly frontDoor: FrontDoor;
  /**
   * The files that colours share: whether they are near what their file system can do.
   *
   * @default - not watched
   */
  readonly userData?: EfsVolume;
  /**
   * The nodes: whether they are healthy and have room on their disks. The cluster has to have `containerInsights`.
   *
   * @default - not watched
   */
  readonly containerInsights?: ContainerInsights;
  /**
   * An SNS topic that is there. If it is encrypted, then by a key that CloudWatch may use.
   *
   * @default - an encrypted topic of its own
   */
  readonly topicArn?: string;
  /**
   * Who is told by mail. SNS asks each address to confirm.
   *
   * @default - nobody: subscribe to `topicArn` yourself
   */
  readonly emails?: string[];
  /**
   * The healthy targets that a colour has to have as long as requests go to it.
   *
   * @default 2, the least that loses no request when one goes
   */
  readonly minHealthyTargets?: number;
  /**
   * The part of requests that may end in an error (5xx), in percent.
   *
   * @default 1: with less, one error in a quiet hour would wake somebody
   */
  readonly maxErrorPercentage?: number;
  /**
   * The time within which 99 of 100 requests have to be answered, in seconds.
   *
   * @default 2.5, half of the 5 s after which health checks call a target sick: there is time left to act
   */
  readonly maxLatency?: number;
  /**
   * The days that the certificate has to be good for.
   *
   * @default 30: ACM renews 60 days before the end, and has then failed to for a month
   */
  readonly minCertificateDays?: number;
}

/** An alarm of your own. */
export interface AlarmProps {
  /** What is watched. */
  readonly metric: Metric;
  /** For whoever is woken: what it means, and what to look at. */
  readonly description: string;
  /**
   * The alarm rings above this. Give this or `below`.
   *
   * @default - `below` is given
   */
  readonly above?: number;
  /**
   * The alarm rings below this. Give this or `above`.
   *
   * @default - `above` is given
   */
  readonly below?: number;
  /**
   * For how many of the metric's periods it has to be so.
   *
   * @default 5
   */
  readonly periods?: number;
}
