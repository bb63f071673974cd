/**
 * What somebody may do in namespaces: the user-facing roles of Kubernetes, by AWS's access policies of the same names
 * (Amazon EKS User Guide, "Review access policy permissions").
 */
export enum AccessLevel {
  /** Reads all but Secrets and roles: AmazonEKSViewPolicy. */
  VIEW = 'VIEW',
  /** Reads and changes what runs, Secrets too, but no roles: AmazonEKSEditPolicy. */
  EDIT = 'EDIT',
  /** Everything in the namespaces, their roles and role bindings too: AmazonEKSAdminPolicy. */
  ADMIN = 'ADMIN',
}
