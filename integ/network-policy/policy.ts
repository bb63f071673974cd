import { Selector } from './selector';

/** A NetworkPolicy as the API has it: what of it says who may talk to whom. */
export interface NetworkPolicy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector?: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
  };
}

/** The other side: pods by their labels, or addresses. */
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** A port of the side that is talked to, whatever the direction that a policy is about. */
export interface PolicyPort {
  /** TCP when left out. */
  readonly protocol?: string;
  /** A number, or the name of a container's port; all ports when left out. */
  readonly port?: number | string;
  /** The last of a range that begins with `port`. */
  readonly endPort?: number;
}

/** Who talks or is talked to. */
export interface Party {
  /** Where it is. */
  readonly address: string;
  /** What it is in the cluster, if it is a pod. */
  readonly pod?: {
    /** What distinguishes it from all other pods. */
    readonly uid: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    /** The ports that its containers give names to. */
    readonly ports: readonly { readonly name?: string; readonly protocol?: string; readonly containerPort: number }[];
  };
}

/** A port that is talked to. */
export interface Port {
  readonly protocol: string;
  readonly number: number;
}

/** What of a cluster says who may talk to whom. */
export interface Cluster {
  readonly policies: readonly NetworkPolicy[];
  /** The labels of each namespace. */
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Whether a range of addresses is about pods that have one of them. Kubernetes leaves it to the network plugin: Calico
   * takes a pod by its address, Cilium does not.
   */
  readonly podsByAddress: boolean;
}
