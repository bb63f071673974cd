import { Construct } from 'constructs';
import { NodeAutoscalerKind } from '../../../platform/aws/node-autoscaler';
import { invalid } from '../../../platform/invalid';
import { Surroundings } from '../surroundings';

/** Internal: refuses to scale nodes that scale themselves or are not there. */
export function checkNodeAutoscaling(
  scope: Construct,
  kind: NodeAutoscalerKind,
  surroundings: Surroundings,
  autoMode: boolean,
): void {
  const refuse = (because: string) =>
    invalid(scope, { property: 'nodeAutoscaling', value: kind, because, wayOut: 'Leave nodeAutoscaling out' });
  if (autoMode) throw refuse('beside Auto Mode, which scales nodes itself: two would start nodes for the same pods');
  if (surroundings !== Surroundings.FARGATE) return;
  throw refuse(
    kind === NodeAutoscalerKind.KARPENTER
      ? 'and its controller gets its role by EKS Pod Identity, which Fargate does not give'
      : 'but Fargate has no nodes, and sizes itself',
  );
}
