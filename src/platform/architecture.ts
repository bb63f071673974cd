/** A processor architecture, in the words of container images and of Kubernetes' label `kubernetes.io/arch`. */
export enum Architecture {
  /** x86 with 64 bits. */
  AMD64 = 'amd64',
  /** ARM with 64 bits, such as AWS Graviton. */
  ARM64 = 'arm64',
}
