import { Color } from '../color';
import { IKubernetesCluster } from '../kubernetes-cluster';

/** What a front door within the cluster needs. */
export interface ServiceFrontDoorProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /**
   * The colours that traffic can be switched between.
   *
   * @default - blue and green
   */
  readonly colors?: Color[];
  /**
   * The namespace of the relays, which is made here.
   *
   * @default docnow-front
   */
  readonly name?: string;
  /**
   * The namespaces of the colours' environments, by the colours' names.
   *
   * @default - `docnow-` and the colour's name, as of DocNowEnvironment
   */
  readonly namespaces?: { [color: string]: string };
  /**
   * The port of the application's web.
   *
   * @default 3000
   */
  readonly port?: number;
  /**
   * How many relays each colour has. With 1, requests are lost whenever its node goes.
   *
   * @default 2
   */
  readonly replicas?: number;
  /**
   * The image of HAProxy 2.6 or later, with its tag or digest, when it is not HAProxy's own on Docker Hub.
   *
   * @default haproxy:3.2.12-alpine
   */
  readonly image?: string;
  /**
   * The address ranges that requests come from; a node passes on in its own name what it takes at a port.
   *
   * @default - everybody: it is the front door
   */
  readonly sourceCidrs?: string[];
  /**
   * Pod Security's level `restricted` as of this minor version of Kubernetes, such as `v1.34`.
   *
   * @default - latest: the cluster's own version
   */
  readonly podSecurityVersion?: string;
}
