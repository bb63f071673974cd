/** A service whose pods are in the same cluster as DocNow's. */
export interface InClusterEndpointProps {
  /** The DNS name, such as `redis.docnow-data.svc.cluster.local`. */
  readonly host: string;
  /** The TCP port. */
  readonly port: number;
  /** The namespace of the pods that serve it. */
  readonly namespace: string;
  /** The labels of the pods that serve it. */
  readonly podLabels: { [label: string]: string };
  /**
   * The namespace of KEDA, where the service's network policy lets its operator in.
   *
   * @default - KEDA is kept out
   */
  readonly kedaNamespace?: string;
}

/** A service outside the cluster. */
export interface ExternalEndpointProps {
  /** The DNS name, which should stay when what is behind it changes. */
  readonly host: string;
  /** The TCP port. */
  readonly port: number;
  /** The IPv4 ranges that its addresses are in, such as those of its subnets: a network policy knows no names. */
  readonly cidrBlocks: string[];
  /**
   * Ranges within these that are kept closed all the same, such as private networks within the internet.
   *
   * @default - none
   */
  readonly exceptCidrBlocks?: string[];
  /**
   * Whether it is reached by TLS.
   *
   * @default true
   */
  readonly tls?: boolean;
}

/** A service that DocNow's pods talk to, and what a network policy has to let through for it. */
export class ServiceEndpoint {
  /** A service of the same cluster, in plain text behind a network policy. */
  public static inCluster(props: InClusterEndpointProps): ServiceEndpoint {
    const { host, port, namespace, podLabels, kedaNamespace } = props;
    return new ServiceEndpoint(host, port, false, namespace, podLabels, undefined, kedaNamespace);
  }

  /**
   * A service outside the cluster, such as one that a cloud runs.
   *
   * @throws when no address range is given
   */
  public static external(props: ExternalEndpointProps): ServiceEndpoint {
    if (props.cidrBlocks.length === 0) {
      throw new Error(
        'ServiceEndpoint.external: cidrBlocks is [], so that no network policy could let anybody reach it. ' +
          'Give the ranges that its addresses are in, such as 10.20.0.0/16.',
      );
    }
    const { host, port, tls = true, cidrBlocks, exceptCidrBlocks } = props;
    return new ServiceEndpoint(host, port, tls, undefined, undefined, cidrBlocks, undefined, exceptCidrBlocks);
  }

  private constructor(
    /** The DNS name. */
    public readonly host: string,
    /** The TCP port. */
    public readonly port: number,
    /** Whether it is reached by TLS. */
    public readonly tls: boolean,
    /** The namespace of the pods that serve it, when they are in the cluster. */
    public readonly namespace?: string,
    /** The labels of the pods that serve it, when they are in the cluster. */
    public readonly podLabels?: { [label: string]: string },
    /** The IPv4 ranges of its addresses, when it is outside the cluster. */
    public readonly cidrBlocks?: string[],
    /** The namespace of KEDA, when the service is in the cluster and lets its operator in. */
    public readonly kedaNamespace?: string,
    /** Ranges within those that are kept closed. */
    public readonly exceptCidrBlocks?: string[],
  ) {}
}
