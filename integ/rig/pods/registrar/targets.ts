import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  InvalidTargetException,
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
  const staying = new Map(targets.filter(({ health }) => !drains(health)).map((one) => [keyOf(one.target), one]));
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

/** For how long a target that was found healthy is not asked for again, in milliseconds. */
const REMEMBERED = 5 * 60_000;

/**
 * The calls that the registrar makes of a target group. As in the real controller, a target that was found healthy is not
 * asked for again for a while: a pod that the load balancer loses sight of keeps its open gate, and so is still Ready.
 */
export class TargetGroup {
  private known?: { targets: Target[]; readonly until: number };

  public constructor(
    private readonly client: ElasticLoadBalancingV2Client,
    private readonly arn: string,
  ) {}

  public async targets(): Promise<readonly Target[]> {
    if (!this.known || Date.now() >= this.known.until) {
      this.known = { targets: await this.describe(), until: Date.now() + REMEMBERED };
      return this.known.targets;
    }
    const healthy = this.known.targets.filter(({ health }) => health.State === 'healthy');
    const others = this.known.targets.filter(({ health }) => health.State !== 'healthy');
    const read = others.length ? await this.describe(others.map(({ target }) => target)) : [];
    this.known.targets = [...healthy, ...read.filter(({ health }) => health.Reason !== 'Target.NotRegistered')];
    return this.known.targets;
  }

  public async register(endpoints: readonly Endpoint[]): Promise<void> {
    if (endpoints.length === 0) return;
    const Targets = endpoints.map(({ host, port }) => ({ Id: host, Port: port }));
    await this.client.send(new RegisterTargetsCommand({ TargetGroupArn: this.arn, Targets }));
    this.askAgain(Targets);
  }

  public async deregister(targets: readonly TargetDescription[]): Promise<void> {
    if (targets.length === 0) return;
    await this.client.send(new DeregisterTargetsCommand({ TargetGroupArn: this.arn, Targets: [...targets] }));
    this.askAgain(targets);
  }

  /** Deregisters all that is registered; a target group that is already gone, or never was, has none. */
  public async empty(): Promise<void> {
    try {
      const targets = (await this.targets()).filter(({ health }) => !drains(health));
      await this.deregister(targets.map(({ target }) => target));
    } catch (error) {
      const gone = error instanceof TargetGroupNotFoundException || error instanceof InvalidTargetException;
      if (!gone && (error as Error).name !== 'ValidationError') throw error;
      this.known = undefined;
    }
  }

  private async describe(targets?: readonly TargetDescription[]): Promise<Target[]> {
    const Targets = targets?.map(({ Id, Port }) => ({ Id, Port }));
    const { TargetHealthDescriptions } = await this.client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: this.arn, Targets }),
    );
    return (TargetHealthDescriptions ?? []).map(({ Target: target, TargetHealth: health }) => ({
      target: target!,
      health: health ?? {},
    }));
  }

  private askAgain(changed: readonly TargetDescription[]): void {
    if (!this.known) return;
    const keys = new Set(changed.map(keyOf));
    const others = this.known.targets.filter(({ target }) => !keys.has(keyOf(target)));
    this.known.targets = [...others, ...changed.map((target) => ({ target, health: {} }))];
  }
}

function keyOf({ Id, Port }: TargetDescription): string {
  return `${Id}:${Port}`;
}
