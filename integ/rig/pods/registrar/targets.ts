import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
  TargetDescription,
  TargetGroupNotFoundException,
  TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Endpoint } from './endpoints';

/** A target as the load balancer has it. */
export interface Target {
  readonly target: TargetDescription;
  readonly health: TargetHealth;
}

/** How what is registered compares with what is to be. */
export interface Comparison {
  readonly matched: ReadonlyArray<{ readonly endpoint: Endpoint; readonly health: TargetHealth }>;
  readonly toRegister: readonly Endpoint[];
  readonly toDeregister: readonly TargetDescription[];
}

/** Compares by address and port. A target that drains counts as absent: its pod, if it is back, is registered anew. */
export function compare(endpoints: readonly Endpoint[], targets: readonly Target[]): Comparison {
  const staying = new Map(
    targets.filter(({ health }) => !drains(health)).map((one) => [`${one.target.Id}:${one.target.Port}`, one]),
  );
  const matched: Array<{ endpoint: Endpoint; health: TargetHealth }> = [];
  const toRegister: Endpoint[] = [];
  for (const endpoint of endpoints) {
    const key = `${endpoint.host}:${endpoint.port}`;
    const there = staying.get(key);
    if (there) matched.push({ endpoint, health: there.health });
    else toRegister.push(endpoint);
    staying.delete(key);
  }
  return { matched, toRegister, toDeregister: [...staying.values()].map(({ target }) => target) };
}

function drains({ State }: TargetHealth): boolean {
  return State === 'draining' || State === 'unhealthy.draining';
}

/** The calls that the registrar makes of a target group. */
export class TargetGroup {
  public constructor(
    private readonly client: ElasticLoadBalancingV2Client,
    private readonly arn: string,
  ) {}

  public async targets(): Promise<Target[]> {
    const { TargetHealthDescriptions } = await this.client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: this.arn }),
    );
    return (TargetHealthDescriptions ?? []).map(({ Target: target, TargetHealth: health }) => ({
      target: target!,
      health: health ?? {},
    }));
  }

  public async register(endpoints: readonly Endpoint[]): Promise<void> {
    if (endpoints.length === 0) return;
    const Targets = endpoints.map(({ host, port }) => ({ Id: host, Port: port }));
    await this.client.send(new RegisterTargetsCommand({ TargetGroupArn: this.arn, Targets }));
  }

  public async deregister(targets: readonly TargetDescription[]): Promise<void> {
    if (targets.length === 0) return;
    await this.client.send(new DeregisterTargetsCommand({ TargetGroupArn: this.arn, Targets: [...targets] }));
  }

  /** Deregisters all that is registered; a target group that is already gone has none. */
  public async empty(): Promise<void> {
    try {
      const targets = (await this.targets()).filter(({ health }) => !drains(health));
      await this.deregister(targets.map(({ target }) => target));
    } catch (error) {
      if (!(error instanceof TargetGroupNotFoundException)) throw error;
    }
  }
}
