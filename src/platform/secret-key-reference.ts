/** One key of a Kubernetes Secret, by reference: no value passes through Terraform. */
export interface SecretKeyReference {
  /** The Secret's name, in the namespace of who refers to it. */
  readonly secretName: string;
  /** The key in it. */
  readonly key: string;
}
