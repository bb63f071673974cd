import type { DeploymentV1SpecTemplateSpecVolume } from '@cdktf/provider-kubernetes/lib/deployment-v1';

/** A volume of a pod, at the same path in all of its containers. */
export class PodVolume {
  /** The keys of a Secret in the environment's namespace, as files that only the pod's own user and group read. */
  public static secret(secretName: string, mountPath: string): PodVolume {
    return new PodVolume(mountPath, true, { secret: { secretName, defaultMode: '0440' } }, secretName);
  }

  /** The keys of a ConfigMap in the environment's namespace, as files. */
  public static configMap(name: string, mountPath: string): PodVolume {
    return new PodVolume(mountPath, true, { configMap: { name } }, name);
  }

  /** The volume of a PersistentVolumeClaim in the environment's namespace, which many nodes have to be able to write. */
  public static claim(claimName: string, mountPath: string): PodVolume {
    return new PodVolume(mountPath, false, { persistentVolumeClaim: { claimName } }, claimName);
  }

  /**
   * An empty folder that goes with the pod.
   *
   * @param sizeLimit the most that it may hold, as Kubernetes writes it, such as `1Gi`
   */
  public static emptyDir(mountPath: string, sizeLimit: string): PodVolume {
    return new PodVolume(mountPath, false, { emptyDir: { sizeLimit } });
  }

  private constructor(
    /** Where it is in each container. */
    public readonly mountPath: string,
    /** Whether nobody can write it. */
    public readonly readOnly: boolean,
    /**
     * What it is.
     *
     * @internal
     */
    public readonly _source: Omit<DeploymentV1SpecTemplateSpecVolume, 'name'>,
    /**
     * The object that it is made of.
     *
     * @internal
     */
    public readonly _objectName?: string,
  ) {}
}
