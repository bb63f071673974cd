import { Division, textOf } from '../../src/release/model/division';
import { Facts, WorkerState } from '../../src/release/model/facts';
import { divisionOf, Goal, nextStep, Step } from '../../src/release/model/next-step';

/** Thrown where a run is cut off. */
class Cut extends Error {}

const WORKERS = ['stream-loader', 'url-fetcher'];

/**
 * A site whose steps are made of what really happens one after another, between any two of which a run may be cut off:
 * the rule, then Terraform's state; each Deployment by itself; pods that go on collecting until they are gone.
 */
export class SimulatedSite {
  private division: Division = { blue: 100 };
  private recorded = 'blue=100';
  /** What each Deployment is told to run, and whether a pod of it is there. */
  private readonly deployments = ['blue', 'green', 'violet'].flatMap((color) =>
    WORKERS.map((name) => ({ color, name, replicas: color === 'blue' ? 1 : 0, pod: color === 'blue' })),
  );
  private left = Infinity;
  private podsLinger = false;

  get traffic(): string {
    return Object.keys(this.division).join();
  }

  /** The colours that pods collect in. */
  get collecting(): string[] {
    return [...new Set(this.deployments.filter(({ pod }) => pod).map(({ color }) => color))];
  }

  /** Runs the command, which is cut off after so many things that happen. */
  run(goal: Goal, cutAfter = Infinity, podsLinger = false): void {
    this.left = cutAfter;
    this.podsLinger = podsLinger;
    try {
      for (;;) {
        const step = nextStep(goal, this.facts());
        if (step.kind === 'done') return;
        if (step.kind === 'stuck') throw new Error(step.why);
        this.take(step, goal);
      }
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
    }
  }

  take(step: Step, goal: Goal): void {
    if (step.kind === 'traffic') this.happens(() => (this.division = divisionOf(goal)));
    if (step.kind === 'traffic' || step.kind === 'record') {
      this.happens(() => (this.recorded = textOf(divisionOf(goal))));
    }
    if (step.kind === 'stop') this.scale(step.color, 0);
    if (step.kind === 'stop' || step.kind === 'await') this.podsGo(step.color);
    if (step.kind === 'start') this.scale(step.color, 1);
  }

  private scale(color: string, replicas: number): void {
    for (const deployment of this.of(color)) {
      this.happens(() => {
        deployment.replicas = replicas;
        // A pod that comes is there at once, one that goes is there for a while.
        if (replicas || !this.podsLinger) deployment.pod = replicas > 0;
      });
    }
  }

  private podsGo(color: string): void {
    for (const deployment of this.of(color)) this.happens(() => (deployment.pod = false));
  }

  private of(color: string) {
    return this.deployments.filter((deployment) => deployment.color === color);
  }

  private happens(change: () => unknown): void {
    if (this.left <= 0) throw new Cut();
    this.left -= 1;
    change();
    if (this.collecting.length > 1) throw new Error(`${this.collecting.join(' and ')} collect`);
  }

  private facts(): Facts {
    const colors = [...new Set(this.deployments.map(({ color }) => color))];
    const workers = Object.fromEntries(colors.map((color) => [color, this.stateOf(color)]));
    return { division: this.division, recorded: this.recorded, healthy: {}, workers };
  }

  private stateOf(color: string): WorkerState {
    const [own, told] = [this.of(color), this.of(color).filter(({ replicas }) => replicas > 0)];
    if (told.length) return told.length === own.length ? 'active' : 'partly';
    return own.some(({ pod }) => pod) ? 'stopping' : 'standby';
  }
}
