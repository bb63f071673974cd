import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';

/** Internal: what a target group is told. */
export interface TargetGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly targetType: 'ip' | 'instance';
  readonly port: number;
  readonly deregistrationDelay: number;
  readonly removalProtection: boolean;
}

/**
 * Internal: the targets of one colour. The health check asks what the pods' own readiness probe asks, and finds a sick
 * target within 30 s.
 */
export function targetGroup(scope: Construct, id: string, props: TargetGroupProps): LbTargetGroup {
  return new LbTargetGroup(scope, id, {
    name: props.name,
    vpcId: props.vpcId,
    targetType: props.targetType,
    port: props.port,
    protocol: 'HTTP',
    deregistrationDelay: String(props.deregistrationDelay),
    healthCheck: {
      path: '/api/v1/setup',
      matcher: '200',
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    tags: { Name: props.name },
    // Another one in its place would be empty, and a binding of pods cannot move to it.
    lifecycle: { preventDestroy: props.removalProtection },
  });
}
