import { PodPolicy } from './pods/pod-policy';
import { Release } from './release/release';
import { WebProps } from './web/web-props';
import { WorkerProps } from './workers/workers-props';
import { Color } from '../platform/color';
import { IDatabase } from '../platform/database';
import { IEntry } from '../platform/entry';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';
import { ISecretSource } from '../platform/secret-source';
import { ServiceEndpoint } from '../platform/service-endpoint';
import { ISharedVolume } from '../platform/shared-volume';

/** What a copy of DocNow is made of. */
export interface DocNowEnvironmentProps {
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** Its name among the copies. */
  readonly color: Color;
  /** The way in to this colour. */
  readonly entry: IEntry;
  /** The version of DocNow. */
  readonly release: Release;
  /**
   * The Redis that all colours share.
   *
   * @default - none; DocNow needs one, on port 6379
   */
  readonly redis?: ServiceEndpoint;
  /**
   * The Elasticsearch that all colours share.
   *
   * @default - none; a release of the Elasticsearch generation needs one
   */
  readonly elasticsearch?: ServiceEndpoint;
  /**
   * The PostgreSQL database that all colours share.
   *
   * @default - none; a release of the PostgreSQL generation needs one
   */
  readonly postgres?: IDatabase;
  /**
   * The files that all colours share.
   *
   * @default - none; DocNow needs them
   */
  readonly userData?: ISharedVolume;
  /** Where comes from what only DocNow may know: `DocNowSecrets.fromKubernetesSecret('docnow-secrets')`. */
  readonly secrets: ISecretSource;
  /**
   * An image with Node.js 8 or later, for the Job that copies secrets that are in another namespace.
   *
   * @default - the release's own, when it runs on Node.js
   */
  readonly copyImage?: string;
  /**
   * The namespace, which is made here and removed with the environment.
   *
   * @default - the application's name and the colour's, such as `docnow-blue`
   */
  readonly namespace?: string;
  /**
   * The version of the Pod Security level `restricted` that pods are held to: `latest`, or a pinned minor version of
   * Kubernetes such as `v1.34`, so that an upgrade of the cluster does not tighten it unasked.
   *
   * @default latest
   */
  readonly podSecurityVersion?: string;
  /**
   * More environment variables. No secrets: they would stand in the state.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
  /**
   * What is so of all pods: labels, tolerations, priority, users, sidecars, volumes.
   *
   * @default - nothing beyond what the environment needs
   */
  readonly pods?: PodPolicy;
  /**
   * The pods that answer users.
   *
   * @default - 2 pods
   */
  readonly web?: WebProps;
  /**
   * The pods that work in the background, by the names of the release's workers, such as `url-fetcher`. Whether they run is
   * said by the stack's Terraform variable `workers`.
   *
   * @default - see the properties of WorkerProps
   */
  readonly workers?: { [worker: string]: WorkerProps };
  /**
   * Commands of the release that remove data, such as DocNow's `reset`, that operators may start here. All other commands
   * are there anyway (docs/commands.md).
   *
   * @default - none
   */
  readonly destructiveCommands?: string[];
}
