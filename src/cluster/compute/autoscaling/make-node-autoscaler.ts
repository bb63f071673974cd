import { Construct } from 'constructs';
import { AutoscaledCluster } from './autoscaled-cluster';
import { ClusterAutoscaler } from './cluster-autoscaler';
import { Karpenter } from './karpenter';
import { INodeAutoscaler, NodeAutoscalerKind } from '../../../platform/aws/node-autoscaler';
import { ClusterCompute } from '../cluster-compute';

/** Internal: prepares in AWS what the planned autoscaler needs. */
export function makeNodeAutoscaler(
  scope: Construct,
  id: string,
  { autoscaler }: ClusterCompute,
  cluster: AutoscaledCluster,
): INodeAutoscaler | undefined {
  if (autoscaler === undefined) return undefined;
  return autoscaler === NodeAutoscalerKind.KARPENTER
    ? new Karpenter(scope, id, cluster)
    : new ClusterAutoscaler(scope, id, cluster);
}
