import { Resources } from './resources';

/** The pods that collect tweets (`stream-loader`) and look up the pages that these name (`url-fetcher`). */
export interface WorkersProps {
  /**
   * What the stream loader asks of its node.
   *
   * @default - 100m of processor time, 256Mi of memory
   */
  readonly streamLoader?: Resources;
  /**
   * What the URL fetcher asks of its node.
   *
   * @default - 100m of processor time, 256Mi of memory
   */
  readonly urlFetcher?: Resources;
}
