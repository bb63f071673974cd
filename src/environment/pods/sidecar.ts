import { Resources } from './resources';

/**
 * A container beside a program's, such as a proxy or one that sends logs away. It is held to Pod Security's level
 * `restricted`: no root, no privileges, a root file system that nobody can change; `/tmp` and the pod's volumes it shares.
 */
export interface Sidecar {
  /** Its name: 1 to 63 lower case letters, digits and hyphens, and none that a program has. */
  readonly name: string;
  /** The container image with its tag or digest; `latest` is refused. */
  readonly image: string;
  /**
   * What it runs.
   *
   * @default - the image's entry point
   */
  readonly command?: string[];
  /**
   * The arguments.
   *
   * @default - the image's own
   */
  readonly args?: string[];
  /**
   * The port that it listens on.
   *
   * @default - none
   */
  readonly port?: number;
  /**
   * The names of Secrets in the environment's namespace all of whose keys are its environment variables.
   *
   * @default - none
   */
  readonly environmentFromSecrets?: string[];
  /**
   * The names of ConfigMaps, in the same way.
   *
   * @default - none
   */
  readonly environmentFromConfigMaps?: string[];
  /**
   * What it asks of its node. Processor time has to be set aside where web is scaled by it: the autoscaler measures pods.
   *
   * @default - 10m of processor time, 64Mi of memory
   */
  readonly resources?: Resources;
  /**
   * What runs in it when the pod is to go, before it is told to stop. A program goes on for a while then; what its requests
   * pass through has to do so too: `['sleep', '40']` beside web.
   *
   * @default - nothing: it is told to stop at once
   */
  readonly preStop?: string[];
}
