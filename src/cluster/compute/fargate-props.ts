/** Pods that run without nodes: each on a machine of its own, which AWS Fargate gives and takes with it. */
export interface FargateProps {
  /**
   * The namespaces whose pods run on Fargate; `*` stands for any number of characters, `?` for one. Those of what keeps
   * data on block volumes must not be among them, nor `kube-system`: the cluster's own pods are seen to.
   *
   * A profile of EKS is made for each; an account has 10 a cluster unless it asks for more.
   */
  readonly namespaces: string[];
}
