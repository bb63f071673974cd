/** Copies of charts and images, for a cluster that does not reach the internet or does not trust it. */
export interface ControllerMirror {
  /**
   * The one repository that all charts are in, by their own names and versions: `oci://` or `https://`.
   *
   * @default - each chart comes from its project's own
   */
  readonly charts?: string;

  /**
   * What stands in place of a registry, by the registry's name (`public.ecr.aws`, `registry.k8s.io`, `ghcr.io`), such as
   * `{ 'ghcr.io': '111122223333.dkr.ecr.us-east-1.amazonaws.com/github' }`. The rest of an image's path stays as it is:
   * so do the pull through caches of Amazon ECR. A copy has the digest of what it is copied from.
   *
   * @default - images come from the registries that their projects publish in
   */
  readonly images?: { [registry: string]: string };
}
