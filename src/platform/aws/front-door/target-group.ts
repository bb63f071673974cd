import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import { TargetHealthCheck } from '../target-health-check';
import { TargetProtocol } from '../target-protocol';

/** Internal: what a target group is told. */
export interface TargetGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly targetType: 'ip' | 'instance';
  readonly port: number;
  readonly protocol?: TargetProtocol;
  readonly healthCheck?: TargetHealthCheck;
  readonly deregistrationDelay: number;
  readonly removalProtection: boolean;
}

/**
 * Internal: the targets of one colour. Unless told otherwise, the health check asks what the pods' own readiness probe
 * asks, and finds a sick target within 30 s.
 */
export function targetGroup(scope: Construct, id: string, props: TargetGroupProps): LbTargetGroup {
  const { healthCheck = {}, protocol = TargetProtocol.HTTP } = props;
  const { path = '/api/v1/setup', successCodes = '200', interval = 10, timeout = 5 } = healthCheck;
  return new LbTargetGroup(scope, id, {
    name: props.name,
    vpcId: props.vpcId,
    targetType: props.targetType,
    port: props.port,
    protocol,
    deregistrationDelay: String(props.deregistrationDelay),
    healthCheck: {
      path,
      matcher: successCodes,
      interval,
      timeout,
      healthyThreshold: healthCheck.healthyThreshold ?? 2,
      unhealthyThreshold: healthCheck.unhealthyThreshold ?? 3,
      ...(healthCheck.port === undefined ? {} : { port: String(healthCheck.port) }),
      protocol: healthCheck.protocol ?? protocol,
    },
    tags: { Name: props.name },
    // Another one in its place would be empty, and a binding of pods cannot move to it.
    lifecycle: { preventDestroy: props.removalProtection },
  });
}
