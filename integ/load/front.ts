import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Aws } from '../rig/aws/aws';
import { clientOptions } from '../rig/aws/client-options';
import { dataPlaneOrigin } from '../rig/load/data-plane';

/** A load balancer made by hand, with a target group for each colour. */
export interface Front {
  readonly origin: string;
  readonly listenerArn: string;
  /** The ARNs by colour. */
  readonly targetGroups: Readonly<Record<string, string>>;
  /** How the targets of a colour are. */
  health(color: string): Promise<string[]>;
  /** The ports of the targets of a colour. */
  ports(color: string): Promise<number[]>;
  stop(): void;
}

/** A load balancer that listens on HTTP alone: fakecloud serves one listener, and prefers that of protocol HTTP. */
export async function makeFront(aws: Aws, colors: readonly string[]): Promise<Front> {
  const client = clientOptions(aws);
  const elbv2 = new ElasticLoadBalancingV2Client(client);
  const ec2 = new EC2Client(client);
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand());
  ec2.destroy();
  const targetGroups: Record<string, string> = {};
  for (const color of colors) {
    const { TargetGroups } = await elbv2.send(
      new CreateTargetGroupCommand({
        Name: color,
        Protocol: 'HTTP',
        Port: 3000,
        VpcId: Subnets![0].VpcId!,
        TargetType: 'ip',
        HealthCheckPath: '/',
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
      }),
    );
    targetGroups[color] = TargetGroups![0].TargetGroupArn!;
  }
  const { LoadBalancers } = await elbv2.send(
    new CreateLoadBalancerCommand({
      Name: 'front',
      Subnets: Subnets!.slice(0, 2).map(({ SubnetId }) => SubnetId!),
      Type: 'application',
    }),
  );
  const LoadBalancerArn = LoadBalancers![0].LoadBalancerArn!;
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: targetGroups[colors[0]] }];
  const { Listeners } = await elbv2.send(
    new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }),
  );
  const targets = async (color: string) => {
    const TargetGroupArn = targetGroups[color];
    return (await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions ?? [];
  };
  return {
    origin: await dataPlaneOrigin(aws.endpoint, LoadBalancerArn),
    listenerArn: Listeners![0].ListenerArn!,
    targetGroups,
    health: async (color) => (await targets(color)).map(({ TargetHealth }) => TargetHealth!.State!),
    ports: async (color) => (await targets(color)).map(({ Target }) => Target!.Port!),
    stop: () => elbv2.destroy(),
  };
}
