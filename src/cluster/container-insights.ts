import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AddOnVersions } from './versions/add-on-versions';
import { PodIdentity } from '../platform/aws/iam/pod-identity';

/** Internal: the add-on's name. */
export const CONTAINER_INSIGHTS = 'amazon-cloudwatch-observability';

/** What the agent and Fluent Bit write: what pods print, what nodes print, and the metrics, as lines of a log. */
const LOGS = ['application', 'dataplane', 'host', 'performance'];

/**
 * The add-on would also put tracing into every Node.js pod that a Service leads to (Application Signals): DocNow's pods
 * would start with code that nobody chose, by the same NODE_OPTIONS that they have already.
 */
const CONFIGURATION = {
  containerLogs: { enabled: true },
  agent: { config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } } },
  manager: { applicationSignals: { autoMonitor: { monitorAllServices: false, restartPods: false } } },
};

/** Internal: what Container Insights is told. */
export interface ContainerInsightsProps {
  readonly clusterName: string;
  readonly logRetentionDays: number;
  readonly versions: AddOnVersions;
  /** What the pods run on. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Internal: CloudWatch's agent and Fluent Bit on every node, which bring metrics of nodes and pods, and what pods print, to CloudWatch.
 *
 * The log groups are made here, with an end to how long they keep things; the agent may write to them and make no
 * others. AWS's own policy for it (CloudWatchAgentServerPolicy) would let it write to every log group of the account.
 */
export function containerInsights(scope: Construct, id: string, props: ContainerInsightsProps): EksAddon {
  const home = new Construct(scope, id);
  const { clusterName } = props;
  const groups = LOGS.map(
    (name) =>
      new CloudwatchLogGroup(home, name, {
        name: `/aws/containerinsights/${clusterName}/${name}`,
        retentionInDays: props.logRetentionDays,
      }),
  );
  const { ready } = new PodIdentity(home, 'Identity', {
    clusterName,
    namespace: 'amazon-cloudwatch',
    serviceAccount: 'cloudwatch-agent',
    statements: [
      {
        Sid: 'OwnLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: groups.flatMap(({ arn }) => [arn, `${arn}:*`]),
      },
      // They know no resource narrower than all (IAM's Service Authorization Reference, Amazon EC2).
      { Sid: 'Ask', Effect: 'Allow', Action: ['ec2:DescribeTags', 'ec2:DescribeVolumes'], Resource: ['*'] },
    ],
    dependsOn: props.dependsOn,
  });
  return new EksAddon(home, 'AddOn', {
    clusterName,
    addonName: CONTAINER_INSIGHTS,
    addonVersion: props.versions.of(CONTAINER_INSIGHTS),
    configurationValues: JSON.stringify(CONFIGURATION),
    resolveConflictsOnCreate: 'OVERWRITE',
    resolveConflictsOnUpdate: 'OVERWRITE',
    dependsOn: [...props.dependsOn, ...ready, ...groups],
  });
}
