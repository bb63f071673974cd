import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import { IDLE_TIMEOUT } from './load-balancer';
import { Color } from '../../color';
import { EntryBackend, IEntry, IEntryBinding } from '../../entry';
import { TargetGroupBinding } from '../target-group-binding';

/** Unique in the namespace, of which each colour has its own. */
const BINDING = 'web';

/** Internal: what stands between the load balancer and one colour's pods. */
export interface AlbEntryProps {
  readonly color: Color;
  readonly targetGroup: LbTargetGroup;
  readonly sourceCidrs: string[];
  readonly deregistrationDelay: number;
}

/** Internal: a way in by a target group, which the AWS Load Balancer Controller keeps filled with the pods' addresses. */
export class AlbEntry implements IEntry {
  readonly color: Color;
  readonly targetId: string;

  constructor(private readonly props: AlbEntryProps) {
    this.color = props.color;
    this.targetId = props.targetGroup.arn;
  }

  bind(scope: Construct, id: string, backend: EntryBackend): IEntryBinding {
    const { cluster, namespace, serviceName, servicePort } = backend;
    const binding = new TargetGroupBinding(scope, id, {
      cluster,
      namespace,
      serviceName,
      servicePort,
      name: BINDING,
      targetGroupArn: this.targetId,
    });
    return {
      // The controller's condition (AWS Load Balancer Controller, "Pod readiness gate"). Written into the pod's template
      // instead of injected by its webhook, so that a pod made while the controller is away is not Ready too early.
      readinessGates: [`target-health.elbv2.k8s.aws/${BINDING}`],
      sourceCidrs: this.props.sourceCidrs,
      deregistrationDelay: this.props.deregistrationDelay,
      idleTimeout: IDLE_TIMEOUT,
      dependable: binding,
    };
  }
}
