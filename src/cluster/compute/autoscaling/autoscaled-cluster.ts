import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { ITerraformDependable } from 'cdktf';

/** Internal: the cluster whose nodes come and go. */
export interface AutoscaledCluster {
  /** The cluster's name, known at synth. */
  readonly clusterName: string;
  readonly region: string;
  readonly cluster: EksCluster;
  /** What has to be there before a pod can have a role. */
  readonly dependsOn: ITerraformDependable[];
}
