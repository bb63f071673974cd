/** The programs that the rig runs, by their paths. */
export interface Tools {
  readonly terraform: string;
  readonly fakecloud: string;
  readonly etcd: string;
  readonly kubeApiserver: string;
  readonly kubeControllerManager: string;
  readonly kubeScheduler: string;
  readonly kwok: string;
  /** Only needed, and only there when asked for, where Terraform's helm provider cannot be had. */
  readonly helm?: string;
}
