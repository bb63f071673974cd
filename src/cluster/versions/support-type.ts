/** What EKS does with a version of Kubernetes whose standard support has ended. */
export enum SupportType {
  /** EKS upgrades the control plane by itself, at a time of its own; the cluster never costs more. */
  STANDARD = 'STANDARD',
  /** EKS keeps the version for another year, at 0.60 USD an hour instead of 0.10 (Amazon EKS pricing, November 2026). */
  EXTENDED = 'EXTENDED',
}
