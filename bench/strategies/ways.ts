import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyRuleCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Entry } from '../switch/entry';

/** A way to move traffic from blue to green. */
export interface Way {
  readonly name: string;
  /** The name in the requests, which leads to a rule of this way's own. */
  readonly host: string;
  /** Where a new connection goes. @default - the load balancer */
  readonly origin?: () => string | Promise<string>;
  /** Milliseconds for which clients keep a connection. @default - as long as they ask */
  readonly keep?: number;
  /** Moves it. @returns when all that has to be done is done */
  readonly move: () => Promise<void>;
}

/** What all ways need. */
export interface Ground {
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly entry: Entry;
}

const forward = (groups: readonly (readonly [arn: string, weight: number])[]) => [
  {
    Type: 'forward' as const,
    ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
  },
];

/** What the library does: a rule's weights. */
export async function weights({ elbv2, entry }: Ground): Promise<Way> {
  const { blue, green } = entry.targetGroups;
  const host = 'weights.docnow.io';
  const RuleArn = await rule(
    elbv2,
    entry.listenerArn,
    host,
    10,
    forward([
      [blue, 100],
      [green, 0],
    ]),
  );
  const Actions = forward([
    [blue, 0],
    [green, 100],
  ]);
  return {
    name: 'ALB weights',
    host,
    move: async () => void (await elbv2.send(new ModifyRuleCommand({ RuleArn, Actions }))),
  };
}

/** What CodeDeploy does for ECS: the listener's own action is replaced. All names move together. */
export async function defaultAction({
  elbv2,
  entry: { listenerArn: ListenerArn, targetGroups },
}: Ground): Promise<Way> {
  const to = (TargetGroupArn: string) => ({
    ListenerArn,
    DefaultActions: [{ Type: 'forward' as const, TargetGroupArn }],
  });
  await elbv2.send(new ModifyListenerCommand(to(targetGroups.blue)));
  const move = async () => void (await elbv2.send(new ModifyListenerCommand(to(targetGroups.green))));
  return { name: "listener's default action", host: 'any.docnow.io', move };
}

/** What an Ingress does when its backend changes: other pods are registered in the same target group. */
export async function registration({ elbv2, entry }: Ground, shared: string): Promise<Way> {
  const host = 'registration.docnow.io';
  const [blue, green] = await Promise.all(
    [entry.targetGroups.blue, entry.targetGroups.green].map(async (TargetGroupArn) => {
      const { TargetHealthDescriptions } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      const { Id, Port } = TargetHealthDescriptions![0].Target!;
      return { TargetGroupArn: shared, Targets: [{ Id, Port }] };
    }),
  );
  await rule(elbv2, entry.listenerArn, host, 20, forward([[shared, 1]]));
  await elbv2.send(new RegisterTargetsCommand(blue));
  const move = async () => {
    await elbv2.send(new RegisterTargetsCommand(green));
    await elbv2.send(new DeregisterTargetsCommand(blue));
  };
  return { name: 're-registration of targets', host, move };
}

/** A second load balancer that has green alone, for a name that leads from one to the other. @returns its ARN */
export async function second({ elbv2, entry }: Ground, Subnets: string[]): Promise<string> {
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'bench-2', Subnets }));
  const LoadBalancerArn = LoadBalancers![0].LoadBalancerArn!;
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: entry.targetGroups.green }];
  await elbv2.send(new CreateListenerCommand({ LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions }));
  return LoadBalancerArn;
}

async function rule(
  elbv2: ElasticLoadBalancingV2Client,
  ListenerArn: string,
  host: string,
  Priority: number,
  Actions: ReturnType<typeof forward>,
): Promise<string> {
  const Conditions = [{ Field: 'host-header', HostHeaderConfig: { Values: [host] } }];
  const { Rules } = await elbv2.send(new CreateRuleCommand({ ListenerArn, Priority, Conditions, Actions }));
  return Rules![0].RuleArn!;
}
