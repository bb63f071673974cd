/** One key of a Kubernetes Secret, by reference: no value passes through Terraform. */
export interface SecretKeyReference {
  /** The Secret's name. */
  readonly secretName: string;
  /** The key in it. */
  readonly key: string;
  /**
   * The Secret's namespace.
   *
   * @default - that of who refers to it
   */
  readonly namespace?: string;
  /**
   * Changes with the value, as far as whoever makes it knows: pods that read it are then renewed by the next apply.
   *
   * @default - nobody knows when the value changes
   */
  readonly revision?: string;
}
