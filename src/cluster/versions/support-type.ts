/** What EKS does with a version of Kubernetes whose standard support has ended. */
export enum SupportType {
  /** EKS upgrades the control plane by itself, at a time of its own; the cluster never costs more. */
  STANDARD = 'STANDARD',
  /** EKS keeps the version for another year, for about six times the price of the control plane. */
  EXTENDED = 'EXTENDED',
}
