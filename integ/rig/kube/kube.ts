import { KubeConfig } from '@kubernetes/client-node';

/** A running Kubernetes control plane with nodes, on loopback. */
export interface Kube {
  /** `https://127.0.0.1:PORT` */
  readonly server: string;
  /** The certificate authority of the server, PEM. */
  readonly ca: string;
  /** An administrator's bearer token. */
  readonly token: string;
  readonly kubeconfigPath: string;
  readonly config: KubeConfig;
}
