import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { Construct } from 'constructs';
import { PrivateBucket } from '../private-bucket';

/** Internal: what a load balancer is told. */
export interface LoadBalancerProps {
  readonly name: string;
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  readonly certificateArn: string;
  readonly logs: PrivateBucket;
  readonly removalProtection: boolean;
}

/** Internal: seconds; shorter than the 75 for which DocNow keeps a connection, so that it is never DocNow that hangs up first. */
export const IDLE_TIMEOUT = 60;

/** Internal: an Application Load Balancer that speaks HTTPS; what no rule is about it does not know. */
export class LoadBalancer extends Construct {
  readonly balancer: Lb;
  readonly https: LbListener;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.balancer = new Lb(this, 'LoadBalancer', {
      name: props.name,
      loadBalancerType: 'application',
      internal: false,
      subnets: props.subnetIds,
      securityGroups: [props.securityGroupId],
      dropInvalidHeaderFields: true,
      idleTimeout: IDLE_TIMEOUT,
      enableDeletionProtection: props.removalProtection,
      accessLogs: { bucket: props.logs.bucket.id, enabled: true },
      // Elastic Load Balancing tries at once whether it may write to the bucket.
      dependsOn: [props.logs.policy],
    });
    const loadBalancerArn = this.balancer.arn;
    this.https = new LbListener(this, 'Https', {
      loadBalancerArn,
      port: 443,
      protocol: 'HTTPS',
      certificateArn: props.certificateArn,
      // TLS 1.2 and 1.3 (Application Load Balancers guide, "Security policies").
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      defaultAction: [
        {
          type: 'fixed-response',
          fixedResponse: { statusCode: '404', contentType: 'text/plain', messageBody: 'Nothing is served here.' },
        },
      ],
    });
    new LbListener(this, 'Http', {
      loadBalancerArn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }],
    });
  }
}
