/** Internal: a chart of one version, and the image that it runs. */
export interface PinnedChart {
  /** The chart's name; the release has the same. */
  readonly chart: string;
  readonly version: string;
  /** The repository that the project publishes it in: `https://` or `oci://`. */
  readonly repository: string;
  /** The image without tag: registry and path. */
  readonly image: string;
  /** The image's tag. */
  readonly tag: string;
  /** The image's digest, where the project itself publishes it beside its source. */
  readonly digest?: string;
}

/**
 * Internal: the versions of all controllers, each read in the project's own repository at the release's tag.
 *
 * Karpenter alone publishes its image's digest there, in the values of its chart. Of the others nobody but the registry
 * tells it, so it is the user's to give (`imageDigest`).
 */
export const PINNED = {
  loadBalancer: {
    chart: 'aws-load-balancer-controller',
    version: '3.5.0',
    repository: 'https://aws.github.io/eks-charts',
    image: 'public.ecr.aws/eks/aws-load-balancer-controller',
    tag: 'v3.5.0',
  },
  karpenter: {
    chart: 'karpenter',
    version: '1.14.1',
    repository: 'oci://public.ecr.aws/karpenter',
    image: 'public.ecr.aws/karpenter/controller',
    tag: '1.14.1',
    digest: 'sha256:723130949e4cab989461ff07d1be4cd781d63515432494641b33c235f300ae23',
  },
  clusterAutoscaler: {
    chart: 'cluster-autoscaler',
    version: '9.59.0',
    repository: 'https://kubernetes.github.io/autoscaler',
    image: 'registry.k8s.io/autoscaling/cluster-autoscaler',
    tag: 'v1.34.5',
  },
  externalSecrets: {
    chart: 'external-secrets',
    version: '2.9.0',
    repository: 'https://charts.external-secrets.io',
    image: 'ghcr.io/external-secrets/external-secrets',
    tag: 'v2.9.0',
  },
} satisfies { [controller: string]: PinnedChart };

/** Internal: the registries that the images come from, for those who mirror them. */
export const REGISTRIES = [...new Set(Object.values(PINNED).map(({ image }) => image.split('/')[0]))];
