/** A minor version of Kubernetes, as EKS offers it. The cluster checks it. */
export class KubernetesVersion {
  /** Kubernetes 1.32, in extended support, which costs more. */
  public static readonly V1_32 = new KubernetesVersion('1.32');
  /** Kubernetes 1.33, in extended support, which costs more. */
  public static readonly V1_33 = new KubernetesVersion('1.33');
  /** Kubernetes 1.34, in standard support until 2026-12-02. */
  public static readonly V1_34 = new KubernetesVersion('1.34');
  /** Kubernetes 1.35, in standard support until 2027-03-27. */
  public static readonly V1_35 = new KubernetesVersion('1.35');

  /**
   * Any other version, such as a newer one than this library knows.
   *
   * @param version the minor version, such as `1.36`
   */
  public static of(version: string): KubernetesVersion {
    return new KubernetesVersion(version);
  }

  private constructor(
    /** The minor version, such as `1.34`. */
    public readonly version: string,
  ) {}
}
