import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Construct } from 'constructs';
import { policyOf } from '../../../platform/aws/iam/policy-document';

/** What Karpenter acts upon (its documentation, "Interruption"), as EventBridge words it. */
const EVENTS: { readonly [id: string]: { readonly source: string; readonly type: string; readonly detail?: object } } =
  {
    SpotInterruption: { source: 'aws.ec2', type: 'EC2 Spot Instance Interruption Warning' },
    Rebalance: { source: 'aws.ec2', type: 'EC2 Instance Rebalance Recommendation' },
    InstanceState: {
      source: 'aws.ec2',
      type: 'EC2 Instance State-change Notification',
      detail: { state: ['stopping', 'stopped', 'shutting-down', 'terminated'] },
    },
    ScheduledChange: {
      source: 'aws.health',
      type: 'AWS Health Event',
      detail: { service: ['EC2'], eventTypeCategory: ['scheduledChange'] },
    },
  };

/** Internal: a queue that tells of instances that EC2 is about to take back, stop or repair. */
export class InterruptionQueue extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, clusterName: string) {
    super(scope, id);
    this.queue = new SqsQueue(this, 'Queue', {
      namePrefix: 'docnow-interruptions-',
      sqsManagedSseEnabled: true,
      // A warning of five minutes ago warns of nothing: spot instances go after two.
      messageRetentionSeconds: 300,
    });
    const rules = Object.entries(EVENTS).map(([name, { source, type, detail }]) => {
      const rule = new CloudwatchEventRule(this, name, {
        namePrefix: 'docnow-',
        description: `${type}, for Karpenter in the EKS cluster ${clusterName}`,
        eventPattern: JSON.stringify({ source: [source], 'detail-type': [type], ...(detail ? { detail } : {}) }),
      });
      new CloudwatchEventTarget(this, `${name}Target`, { rule: rule.name, arn: this.queue.arn });
      return rule;
    });
    new SqsQueuePolicy(this, 'Policy', {
      queueUrl: this.queue.url,
      policy: policyOf([
        {
          Sid: 'FromTheRules',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: ['sqs:SendMessage'],
          Resource: [this.queue.arn],
          Condition: { ArnEquals: { 'aws:SourceArn': rules.map((rule) => rule.arn) } },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['sqs:*'],
          Resource: [this.queue.arn],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
    });
  }
}
