import { FrontDoor } from '../front-door/front-door';

/** What a dashboard shows. */
export interface DashboardProps {
  /** Its name, one of its kind in the account: 1 to 255 letters, digits, hyphens and underscores. */
  readonly name: string;
  /** The way in, whose colours stand side by side. */
  readonly frontDoor: FrontDoor;
  /**
   * The AWS region of the metrics.
   *
   * @default - the region of the stack's AwsProvider
   */
  readonly region?: string;
}
