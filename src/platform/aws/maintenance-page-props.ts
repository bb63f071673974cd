import { Color } from '../color';

/** What a load balancer answers itself. */
export interface MaintenancePageProps {
  /**
   * What is answered, 1024 characters at most (Elastic Load Balancing API reference, FixedResponseActionConfig). It has to
   * stand by itself: what it links to is answered by the same page.
   *
   * @default - a short page in HTML that says that the site is being worked on
   */
  readonly body?: string;
  /**
   * What the answer is: `text/html`, `text/plain`, `text/css`, `application/javascript` or `application/json`.
   *
   * @default text/html
   */
  readonly contentType?: string;
  /**
   * The answer's status, 400 to 599: search engines keep what they know of a site that answers 503.
   *
   * @default 503
   */
  readonly statusCode?: number;
  /**
   * The name by which an operator switches to it.
   *
   * @default - maintenance
   */
  readonly color?: Color;
}
