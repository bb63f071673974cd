/** What every controller may be told. */
export interface ControllerProps {
  /**
   * The digest of the controller's image, `sha256:` and 64 hexadecimal digits: with it runs that image and no other,
   * whatever becomes of its tag. `crane digest IMAGE:TAG` tells it.
   *
   * @default - what the controller's project publishes beside its source, which Karpenter alone does; else the tag decides
   */
  readonly imageDigest?: string;
}
