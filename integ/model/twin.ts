import assert from 'node:assert/strict';
import { after } from '../../src/release/model/after';
import { Division, textOf } from '../../src/release/model/division';
import { Facts, Workers } from '../../src/release/model/facts';
import { foresee } from '../../src/release/model/foresee';
import { Goal, nextStep, Step } from '../../src/release/model/next-step';
import { Cluster } from '../../src/release/tools/cluster';
import { Command } from '../../src/release/tools/command';
import { LoadBalancer } from '../../src/release/tools/load-balancer';
import { Shell } from '../../src/release/tools/shell';

/** The model's numbers, in the code's words. */
export const COLORS = ['', 'blue', 'green'];
export const STATES = ['active', 'partly', 'stopping', 'standby', 'none', 'absent', 'unknown'] as const;
export const KINDS = ['traffic', 'record', 'stop', 'await', 'start', 'done', 'stuck'] as const;
export const DIVISIONS: readonly Division[] = [{}, { blue: 100 }, { green: 100 }, { blue: 90, green: 10 }];
const WORKERS = ['stream-loader', 'url-fetcher'];
const ARN = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:';
const TARGETS = Object.fromEntries(COLORS.slice(1).map((color) => [color, `${ARN}targetgroup/${color}`]));

/** A goal of the model's. */
export function goalOf(division: number, trafficOnly: number): Goal {
  const canary = division === 3 ? { color: 'green', weight: 10 } : undefined;
  return { active: canary ? 'blue' : COLORS[division], canary, trafficOnly: trafficOnly === 1 };
}

/** What a colour's workers do, of the model's. */
export function workersOf(state: number): Workers {
  return STATES[state] === 'unknown' ? { unknown: 'not to be reached' } : (STATES[state] as Workers);
}

/** A step in the model's numbers. */
export function numbersOf(step: Step, goal: Goal): [kind: number, color: number] {
  const color = 'color' in step ? step.color : stuckOn(step, goal);
  return [KINDS.indexOf(step.kind), Math.max(0, COLORS.indexOf(color))];
}

/** The model tells whose workers a run is stuck on; the code says it in words, which begin or go on with the colour's name. */
function stuckOn(step: Step, { active }: Goal): string {
  if (step.kind !== 'stuck') return '';
  return /(\w+)'s (workers|stack)/.exec(step.why)?.[1] ?? active;
}

/** Somebody of the model's, as far as the code has to agree. */
interface Operator {
  readonly goal: Goal;
  /** What it found last. */
  before?: Facts;
  /** What it does since. */
  step?: Step;
  /** The half of what it finds next. */
  looking?: { readonly half: Partial<Facts>; readonly met: boolean };
  /** Whether it has looked whether its step is still the next. */
  still?: boolean;
  /** Whether anything has happened since it began to look that was not its own doing. */
  met: boolean;
}

/**
 * A site in memory that does what the model says, asked by the library's own code: it reads the rule and the pods by what the
 * command lines of AWS and Kubernetes would print, and has to find what the model finds and do next what the model does next.
 */
export class Twin {
  /** What was compared, and how often. */
  readonly compared: Record<string, number> = {};
  private division = DIVISIONS[1];
  private recorded = textOf(DIVISIONS[1]);
  private readonly there = [false, true, false];
  private readonly told = [[], [true, true], [false, false]];
  private readonly pod = [false, true, false];
  private readonly operators: Operator[] = [];
  private readonly shell = {
    read: async (command: Command) => JSON.stringify(this.prints(command)),
  } as unknown as Shell;

  /** What each event does here, and what is compared at it. */
  private readonly deeds: Record<string, (me: number, ...rest: number[]) => void | Promise<void>> = {
    site: (green) => void (this.there[2] = green === 1),
    begin: (me, division, only) => void (this.operators[me] = { goal: goalOf(division, only), met: false }),
    findTraffic: async (me, division, recorded) => {
      const [said, inState] = [DIVISIONS[division], textOf(DIVISIONS[recorded])];
      assert.deepEqual([await this.findTraffic(), this.recorded], [said, inState]);
      this.found(me, { division: said, recorded: inState });
    },
    findWorkers: async (me, blue, green) => {
      const workers = { blue: workersOf(blue), green: workersOf(green) };
      if (typeof workers.blue !== 'object') assert.deepEqual(await this.findWorkers(), workers);
      this.found(me, { workers });
    },
    next: (me, kind, color) => {
      const operator = this.operators[me];
      const step = nextStep(operator.goal, operator.before!);
      assert.deepEqual(numbersOf(step, operator.goal), [kind, color]);
      const [first, ...others] = foresee(operator.goal, operator.before!);
      assert.deepEqual(first, step);
      assert.ok(['done', 'stuck'].includes([first, ...others].pop()!.kind));
      operator.step = step;
    },
    traffic: (_, division) => void (this.division = DIVISIONS[division]),
    recorded: (_, division) => void (this.recorded = textOf(DIVISIONS[division])),
    loader: (_, color, told) => {
      this.told[color][0] = told === 1;
      this.pod[color] ||= told === 1;
    },
    fetcher: (_, color, told) => void (this.told[color][1] = told === 1),
    pod: (color) => void (this.pod[color] = false),
    hand: (division) => void (this.division = DIVISIONS[division]),
    done: (me) => assert.equal(nextStep(this.operators[me].goal, this.operators[me].before!).kind, 'done'),
    refused: () => {},
    killed: () => {},
    plan: () => {},
    fence: () => {},
    gone: (_, color) => assert.ok(!this.pod[color]),
    fault: () => {},
    sick: () => {},
    unlock: () => {},
  };

  /** Lets an event happen, and compares. @param event as the model writes it */
  async take(event: string): Promise<void> {
    const [name, ...words] = event.split(' ');
    const [first, ...rest] = words.map(Number);
    const deed = this.deeds[name];
    assert.ok(deed, `the model has an event that nobody knows: ${event}`);
    await deed(first, ...rest);
    this.count(name);
    for (const [index, operator] of this.operators.entries()) {
      if (operator && (STRANGE.includes(name) || index !== first)) operator.met ||= !SILENT.includes(name);
    }
  }

  /** Half of what an operator looks for; with the other half, it is compared with what was foreseen. */
  private found(me: number, half: Partial<Facts>): void {
    const operator = this.operators[me];
    const { goal, before, step, looking, met } = operator;
    if (!looking) {
      Object.assign(operator, { looking: { half, met }, met: false });
      return;
    }
    const found = { healthy: {}, ...looking.half, ...half } as Facts;
    // Before workers start, a run looks once more.
    const still = step?.kind === 'start' && !operator.still;
    if (before && step && !still && !met && !looking.met && seen(before) && seen(found)) {
      assert.deepEqual({ ...after(step, goal, before), healthy: {} }, found);
      this.count('foreseen');
    }
    Object.assign(operator, { before: found, looking: undefined, still, step: still ? step : undefined });
  }

  private findTraffic(): Promise<Division> {
    return new LoadBalancer(this.shell).division(`${ARN}rule`, TARGETS);
  }

  private async findWorkers(): Promise<Record<string, Workers>> {
    const cluster = new Cluster(this.shell);
    const workers = COLORS.slice(1).map(async (color, index): Promise<[string, Workers]> => {
      if (!this.there[index + 1]) return [color, 'absent'];
      const deployments = Object.fromEntries(WORKERS.map((name) => [name, `${color} ${name}`]));
      const state = { outputs: {}, deployments, empty: false };
      return [color, (await cluster.ask({ namespace: color, workers: WORKERS, state })).workers];
    });
    return Object.fromEntries(await Promise.all(workers));
  }

  private count(name: string): void {
    this.compared[name] = (this.compared[name] ?? 0) + 1;
  }

  /** What the command lines print. */
  private prints({ program, args }: Command): unknown {
    if (program === 'aws') {
      const TargetGroups = Object.entries(this.division).map(([color, Weight]) => ({
        TargetGroupArn: TARGETS[color],
        Weight,
      }));
      return { Rules: [{ Actions: [{ ForwardConfig: { TargetGroups } }] }] };
    }
    const color = COLORS.findIndex((one) => args.includes(`--namespace=${one}`));
    const deployments = WORKERS.map((name, index) => ({
      kind: 'Deployment',
      metadata: { name, uid: `${COLORS[color]} ${name}` },
      spec: { replicas: Number(this.told[color][index]) },
    }));
    const labels = { 'app.kubernetes.io/component': WORKERS[0] };
    const pods = this.pod[color] ? [{ kind: 'Pod', metadata: { labels }, status: { phase: 'Running' } }] : [];
    return { items: [...deployments, ...pods] };
  }
}

/** Whether the workers could be seen: what could not comes as a surprise. */
function seen({ workers }: Facts): boolean {
  return Object.values(workers).every((state) => typeof state !== 'object');
}

/** What nobody's run did, and what changes nothing that a run sees. */
const STRANGE = ['pod', 'hand'];
const SILENT = [
  'site',
  'begin',
  'find',
  'next',
  'plan',
  'fence',
  'done',
  'refused',
  'killed',
  'sick',
  'unlock',
  'gone',
];
