import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { balancerOrigin, healthyTargets } from './balancer';
import { HOST_NAME, StackName } from './demo-facts';
import { HostedZone, hostedZone } from './hosted-zone';
import { secretValues, withSecret } from './secret';
import { Step } from './step';
import { Load } from '../rig/load/load';
import { Rig } from '../rig/rig';
import { Changes, StackRunner, Variables } from '../rig/stack-runner';

/** Requests that a switch has to serve before it counts as proved: at least so many before and after it. */
const REQUESTS_AROUND = 500;

/** What one step did, before it is measured. */
interface Deed {
  readonly resources: number;
  readonly plan?: Changes;
}

/** The example on the rig: each of its steps, measured. */
export class Story {
  public readonly steps: Step[] = [];
  /** What stands in the Secrets, and must stand nowhere else. */
  public readonly secrets = secretValues();
  private readonly applied = new Map<StackName, { runner: StackRunner; variables: Variables }>();
  private zone?: HostedZone;
  private load?: Load;

  /**
   * @param stacks the folder that the example was synthesized into
   * @param said is told each step when it is over
   * @param mayBegin is asked before each step, and ends the story by throwing
   */
  public constructor(
    private readonly rig: Rig,
    private readonly stacks: string,
    private readonly said: (step: Step) => void = () => {},
    private readonly mayBegin: () => void = () => {},
  ) {}

  /** The stacks that are there now, in the order in which they were applied. */
  public get standing(): StackName[] {
    return [...this.applied.keys()];
  }

  /** The whole way: from nothing to both colours, the switch and the way back. */
  public async tellUp(): Promise<void> {
    await this.begin();
    for (const name of ['state', 'cluster', 'front-door', 'services'] as const) await this.build(name);
    const blue = { active_color: 'blue', expected_current: 'blue' };
    await this.build('switch', { ...blue, expected_current: 'none' }, blue);
    await this.build('blue', { workers: 'active' });
    await this.startLoad();
    await this.build('green', { workers: 'standby' });
    await this.switchTraffic('blue', 'green');
    await this.moveWorkers('blue', 'green');
    await this.switchTraffic('green', 'blue');
    await this.moveWorkers('green', 'blue');
  }

  /** Makes what an institute has before it comes to us: its zone. */
  public async begin(): Promise<void> {
    this.zone = await hostedZone(this.rig.aws);
  }

  /** Applies a stack for the first time. @throws unless a second plan is empty */
  public async build(name: StackName, variables: Variables = {}, afterwards = variables): Promise<Step> {
    return this.step(name, async () => {
      const runner = this.rig.stack(name, join(this.stacks, name));
      // Noted before it begins, so that a teardown finds what an apply that failed has left.
      this.applied.set(name, { runner, variables: afterwards });
      await runner.init();
      const plan = await this.withSecretIn(name, runner.apply(variables));
      expectEmpty(name, await runner.plan(afterwards));
      return { resources: plan.add, plan };
    });
  }

  /** What an operator would type, to look at what Terraform says. */
  public runner(name: StackName): StackRunner {
    return this.applied.get(name)!.runner;
  }

  /** Lets clients in: 8 connections that stay open, until the teardown. */
  public async startLoad(): Promise<Load> {
    this.load = Load.start({ origin: await balancerOrigin(this.rig.aws), host: HOST_NAME });
    return this.load;
  }

  /** Says no more requests, if there were any. */
  public async stopLoad(): Promise<void> {
    await this.load?.stop();
    this.load = undefined;
  }

  /** Moves all traffic, by one call. @throws unless that is what happened */
  public async switchTraffic(from: string, to: string): Promise<Step> {
    return this.step(`switch to ${to}`, async () => {
      await this.requests(REQUESTS_AROUND);
      const healthy = await healthyTargets(this.rig.aws, to);
      const { runner } = this.applied.get('switch')!;
      const variables = { active_color: to, expected_current: from, healthy_targets: `{${to}=${healthy}}` };
      const mark = this.rig.aws.calls.mark();
      const plan = await runner.apply(variables);
      const calls = this.rig.aws.calls.count('ModifyRule', mark);
      if (calls !== 1) throw new Error(`switch to ${to}: ModifyRule was called ${calls} times instead of once`);
      await this.requests(REQUESTS_AROUND);
      const settled = { active_color: to, expected_current: to };
      this.applied.set('switch', { runner, variables: settled });
      expectEmpty('switch', await runner.plan(settled));
      return { resources: plan.change, plan };
    });
  }

  /** Stops the workers of one colour, then starts those of the other: at no time do both collect. */
  public async moveWorkers(from: StackName, to: StackName): Promise<void> {
    await this.change(`workers of ${from} stop`, from, { workers: 'standby' });
    await this.change(`workers of ${to} start`, to, { workers: 'active' });
  }

  /** Says no more requests, and takes all down in reverse order. What cannot go stays in `standing`. */
  public async tearDown(): Promise<void> {
    await this.stopLoad();
    for (const names of together(this.standing.reverse())) {
      await this.step(`${names.join(' and ')} down`, async () => {
        const plans = await Promise.all(names.map((name) => this.destroy(name)));
        const destroy = plans.reduce((sum, plan) => sum + plan.destroy, 0);
        return { resources: destroy, plan: { add: 0, change: 0, destroy } };
      });
    }
    const left = (await this.zone?.records()) ?? [];
    if (left.length > 0) throw new Error(`records are left in the zone: ${left.join(', ')}`);
    await this.zone?.delete();
    this.zone = undefined;
    await rm(this.stacks, { recursive: true, force: true });
  }

  /** The states of all stacks as text, to look for what must not be in them. */
  public async states(): Promise<string[]> {
    return Promise.all([...this.applied.values()].map(({ runner }) => runner.state()));
  }

  private async destroy(name: StackName): Promise<Changes> {
    const { runner, variables } = this.applied.get(name)!;
    const plan = await runner.destroy(variables);
    this.applied.delete(name);
    return plan;
  }

  private async change(title: string, name: StackName, variables: Variables): Promise<Step> {
    return this.step(title, async () => {
      const { runner } = this.applied.get(name)!;
      const plan = await runner.apply(variables);
      this.applied.set(name, { runner, variables });
      return { resources: plan.add + plan.change + plan.destroy, plan };
    });
  }

  private async withSecretIn(name: StackName, work: Promise<Changes>): Promise<Changes> {
    const isColor = name === 'blue' || name === 'green';
    return isColor ? withSecret(this.rig.kube, `docnow-${name}`, this.secrets, work) : work;
  }

  /** Waits until clients have made so many more requests. */
  private async requests(count: number): Promise<void> {
    if (!this.load) return;
    const enough = this.load.figures().requests + count;
    while (this.load.figures().requests < enough) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  private async step(name: string, work: () => Promise<Deed>): Promise<Step> {
    this.mayBegin();
    const began = performance.now();
    const mark = this.rig.aws.calls.mark();
    this.load?.mark(`before ${name}`);
    const deed = await work();
    const figures = this.load?.mark(name);
    const step = {
      name,
      ...deed,
      seconds: (performance.now() - began) / 1000,
      requests: figures?.requests ?? 0,
      failed: figures?.failed ?? 0,
      apiWrites: this.rig.aws.calls.writes(mark),
    };
    this.steps.push(step);
    this.said(step);
    return step;
  }
}

/** What goes at once: the colours know nothing of each other, nor do what only the cluster carries. */
const PAIRS: readonly StackName[][] = [
  ['blue', 'green'],
  ['front-door', 'services'],
];

/** The stacks in their order, those of a pair together where the first of them stands. */
function together(names: StackName[]): StackName[][] {
  const groups = names.map((name) => {
    const pair = PAIRS.find((one) => one.includes(name));
    return pair ? names.filter((other) => pair.includes(other)) : [name];
  });
  return groups.filter((group, index) => names.indexOf(group[0]) === index);
}

function expectEmpty(name: string, { add, change, destroy }: Changes): void {
  if (add + change + destroy > 0) {
    throw new Error(`${name}: a second plan is not empty: ${add} to add, ${change} to change, ${destroy} to destroy`);
  }
}
