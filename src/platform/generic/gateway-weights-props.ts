import { IKubernetesCluster } from '../kubernetes-cluster';

/** Where the route is that divides traffic. */
export interface GatewayWeightsProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** The name that people type, such as `docnow.example.org`. */
  readonly hostName: string;
  /** The Gateway's name. It ends TLS. */
  readonly gatewayName: string;
  /** The Gateway's namespace. */
  readonly gatewayNamespace: string;
  /**
   * The Gateway's listener to be attached to.
   *
   * @default - every one that the name is for
   */
  readonly listenerName?: string;
  /**
   * The route's namespace, which has to be there. The Gateway has to let routes of it in, and the colours' entries have to
   * name it (`trafficNamespace`).
   *
   * @default - `gatewayNamespace`
   */
  readonly namespace?: string;
  /**
   * The route's name.
   *
   * @default docnow
   */
  readonly name?: string;
  /**
   * The port of the colours' Services.
   *
   * @default 3000
   */
  readonly servicePort?: number;
}
