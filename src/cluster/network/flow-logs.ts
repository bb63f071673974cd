import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { policyOf, trustOf } from '../../platform/aws/iam/policy-document';

/** Internal: what flow logs are told. */
export interface FlowLogsProps {
  readonly clusterName: string;
  readonly vpcId: string;
  readonly logRetentionDays: number;
}

/** Internal: who talked to whom in the VPC, accepted and refused, in a log group of CloudWatch. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const logs = new CloudwatchLogGroup(this, 'Logs', {
      name: `/docnow/${props.clusterName}/flow-logs`,
      retentionInDays: props.logRetentionDays,
    });
    const role = new IamRole(this, 'Role', {
      namePrefix: 'docnow-flow-logs-',
      description: `Flow logs of the VPC of ${props.clusterName}`,
      assumeRolePolicy: trustOf('vpc-flow-logs.amazonaws.com'),
    });
    const policy = new IamRolePolicy(this, 'Policy', {
      name: 'write-own-log-group',
      role: role.id,
      policy: policyOf([
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          Resource: [logs.arn, `${logs.arn}:*`],
        },
        // DescribeLogGroups knows no resource narrower than all (IAM's Service Authorization Reference, CloudWatch Logs).
        { Effect: 'Allow', Action: ['logs:DescribeLogGroups'], Resource: ['*'] },
      ]),
    });
    new FlowLog(this, 'FlowLog', {
      vpcId: props.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: logs.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      tags: { Name: props.clusterName },
      dependsOn: [policy],
    });
  }
}
