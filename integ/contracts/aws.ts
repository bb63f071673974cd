import assert from 'node:assert/strict';
import { CreateTagsCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { CreateClusterCommand, EKSClient, waitUntilClusterActive } from '@aws-sdk/client-eks';
import {
  CreateLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { AppsV1Api } from '@kubernetes/client-node';
import { Platform } from './platform';
import { ClusterCapability, Color, DocNowCluster, EbsStorageClass, EfsVolume } from '../../src';
import { AlbEntry } from '../../src/platform/aws/front-door/alb-entry';
import { clientOptions } from '../rig/aws/client-options';
import { dataPlaneOrigin } from '../rig/load/data-plane';

/** The name of the other team's cluster. */
export const CLUSTER = 'institute';
/** No example has these, so that both can be there at once. */
const [FIRST, SECOND] = [Color.of('sea'), Color.of('sky')];
const BALANCER = 'contracts';
const ZONES = 2;
const AGENT = 'eks-pod-identity-agent';
let balancerArn: string;

/** An EKS cluster that another team owns, found by its name. */
export const aws: Platform = {
  name: 'aws',
  colors: [FIRST, SECOND],
  lacksAtFirst: [ClusterCapability.POD_IDENTITY],

  /** The other team's cluster, in the account's default VPC, whose subnets have the tags for load balancers. */
  async begin({ aws: to }) {
    const options = clientOptions(to);
    const ec2 = new EC2Client(options);
    const elbv2 = new ElasticLoadBalancingV2Client(options);
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand());
    const ids = Subnets!.map(({ SubnetId }) => SubnetId!);
    const tag = (role: string, Resources: string[]) =>
      ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: `kubernetes.io/role/${role}`, Value: '1' }] }));
    await tag('elb', ids.slice(0, ZONES));
    await tag('internal-elb', ids.slice(-ZONES));
    // The provider waits half a minute for one.
    const { LoadBalancers } = await elbv2.send(
      new CreateLoadBalancerCommand({ Name: BALANCER, Subnets: ids.slice(0, ZONES) }),
    );
    balancerArn = LoadBalancers![0].LoadBalancerArn!;
    const eks = new EKSClient(options);
    const resourcesVpcConfig = { subnetIds: ids.slice(-ZONES) };
    const roleArn = 'arn:aws:iam::000000000000:role/institute';
    await eks.send(new CreateClusterCommand({ name: CLUSTER, roleArn, resourcesVpcConfig }));
    await waitUntilClusterActive({ client: eks, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { name: CLUSTER });
  },

  /** The agent of EKS Pod Identity, as its add-on makes it; the rig has the drivers and the kind of bindings already. */
  async install({ kube }) {
    const labels = { 'app.kubernetes.io/name': AGENT };
    const container = { name: 'agent', image: `${AGENT}:1` };
    await kube.config.makeApiClient(AppsV1Api).createNamespacedDaemonSet({
      namespace: 'kube-system',
      body: {
        metadata: { name: AGENT },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [container] } },
        },
      },
    });
  },

  async uninstall({ kube }) {
    const apps = kube.config.makeApiClient(AppsV1Api);
    await apps.deleteNamespacedDaemonSet({ namespace: 'kube-system', name: AGENT });
  },

  shared(services) {
    new AwsProvider(services, 'aws', { region: 'us-east-1' });
    const cluster = DocNowCluster.fromClusterName(services, 'Cluster', { clusterName: CLUSTER, zones: ZONES });
    const [first, second] = aws.colors.map((color) => targetGroup(services, color, cluster.vpcId));
    // The front door has HTTPS; the contract is about what is behind it.
    const listener = new LbListener(services, 'Listener', {
      loadBalancerArn: balancerArn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'forward', targetGroupArn: first.arn }],
    });
    new LbListenerRule(services, 'Second', {
      listenerArn: listener.arn,
      condition: [{ hostHeader: { values: [nameOf(SECOND)] } }],
      action: [{ type: 'forward', targetGroupArn: second.arn }],
    });
    const entry = (color: Color) =>
      new AlbEntry({
        color,
        targetGroup: color === FIRST ? first : second,
        sourceCidrs: cluster.publicSubnetCidrs,
        deregistrationDelay: 1,
      });
    return {
      userData: new EfsVolume(services, 'UserData', {
        vpcId: cluster.vpcId,
        subnetIds: cluster.privateSubnetIds,
        clientSecurityGroupId: cluster.securityGroupId,
        removalProtection: false,
      }),
      storageClassName: new EbsStorageClass(services, 'Disks', { cluster, removalProtection: false }).name,
      cluster(stack) {
        if (stack !== services) new AwsProvider(stack, 'aws', { region: 'us-east-1' });
        return cluster;
      },
      entry,
    };
  },

  async sourceCidrs({ aws: to }) {
    const Filters = [{ Name: 'tag-key', Values: ['kubernetes.io/role/elb'] }];
    const { Subnets } = await new EC2Client(clientOptions(to)).send(new DescribeSubnetsCommand({ Filters }));
    return Subnets!.map(({ CidrBlock }) => CidrBlock!);
  },

  async waysIn({ aws: to }, color) {
    const { hostname, port } = new URL(await dataPlaneOrigin(to.endpoint, balancerArn));
    return [{ host: hostname, port: Number(port), name: nameOf(color) }];
  },

  async left({ aws: to }) {
    const options = clientOptions(to);
    const elbv2 = new ElasticLoadBalancingV2Client(options);
    const { TargetGroups } = await elbv2.send(new DescribeTargetGroupsCommand());
    const { FileSystems } = await new EFSClient(options).send(new DescribeFileSystemsCommand());
    const { Listeners } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: balancerArn }));
    assert.ok(TargetGroups && FileSystems && Listeners);
    return [
      ...TargetGroups.map(({ TargetGroupName }) => `target group ${TargetGroupName}`),
      ...Listeners.map(({ ListenerArn }) => `listener ${ListenerArn}`),
      ...FileSystems.map(({ FileSystemId }) => `file system ${FileSystemId}`),
    ];
  },
};

function nameOf({ name }: Color): string {
  return `${name}.docnow.example.org`;
}

function targetGroup(services: ConstructorParameters<typeof LbTargetGroup>[0], { name }: Color, vpcId: string) {
  return new LbTargetGroup(services, `Targets-${name}`, {
    name: `contracts-${name}`,
    vpcId,
    targetType: 'ip',
    port: 3000,
    protocol: 'HTTP',
    deregistrationDelay: '1',
    healthCheck: { path: '/api/v1/setup', interval: 5, timeout: 2, healthyThreshold: 2 },
  });
}
