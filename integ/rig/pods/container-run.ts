import { setTimeout as sleep } from 'node:timers/promises';
import { V1ContainerState, V1ContainerStatus } from '@kubernetes/client-node';
import { ContainerLife } from './life';
import { probe } from './probe';
import { Exit, NotYet, Workload } from './workload';

/** What a container has to know of its pod. */
export interface Surroundings {
  /** Nothing is started any more. */
  readonly ending: AbortSignal;
  /** The pod is gone. */
  readonly over: AbortSignal;
  /** Milliseconds until what ended is started again for the first time; twice as long each further time. */
  readonly restartMilliseconds: number;
  /** Seconds from SIGTERM to SIGKILL when a probe wants a restart. */
  readonly gracePeriod: number;
  /** Told whenever the status has changed. */
  readonly changed: () => void;
}

/** A kubelet waits no longer than this (Kubernetes, "Pod Lifecycle: Container restarts"). */
const LONGEST_WAIT = 300_000;
/** Milliseconds until a container that lacks something is tried again. */
const LACKING = 500;

/** Plays the kubelet for one container: starts it, probes it, starts it again, and ends it in its time. */
export class ContainerRun {
  private state: V1ContainerState = { waiting: { reason: 'ContainerCreating' } };
  private lastState?: V1ContainerState;
  private running?: Promise<Exit>;
  private isReady = false;
  private isStarted = false;
  private replacing = false;
  private restarts = 0;

  public constructor(
    private readonly life: ContainerLife,
    public readonly workload: Workload,
    private readonly pod: Surroundings,
  ) {}

  public get ready(): boolean {
    return this.isReady;
  }

  /** Whether it runs, or has run. */
  public get begun(): boolean {
    return this.running !== undefined || this.restarts > 0 || this.state.terminated !== undefined;
  }

  /** How it stands, for the pod's status. */
  public status(image: string): V1ContainerStatus {
    const { isReady: ready, isStarted: started, restarts: restartCount, state, lastState } = this;
    return { name: this.life.name, image, imageID: image, ready, started, restartCount, state, lastState };
  }

  /** From its first start to its last end. @returns how it ended, or undefined if it never began */
  public async live(): Promise<Exit | undefined> {
    for (;;) {
      const run = await this.begin();
      if (!run) return undefined;
      const exit = await this.runThrough(run.ended);
      if (this.pod.ending.aborted || !this.life.restarts(exit.code)) return exit;
      await this.backOff();
      if (this.pod.ending.aborted) return exit;
      this.restarts += 1;
    }
  }

  /** The program ends as by an error of its own, and is started again a little later. */
  public async crash(): Promise<void> {
    const before = this.restarts;
    await this.workload.kill();
    while (this.restarts === before || !this.running) await sleep(20, undefined, { signal: this.pod.over });
  }

  /** The preStop hook, then SIGTERM; what runs when the time is over is killed. */
  public async end(left: () => number): Promise<void> {
    const { running, workload, life, pod } = this;
    if (!running) return;
    if (life.preStop) await workload.hook(life.preStop, AbortSignal.any([pod.over, AbortSignal.timeout(left())]));
    workload.terminate();
    await Promise.race([running, sleep(left(), undefined, { signal: pod.over }).catch(() => undefined)]);
    await workload.kill();
    await running;
  }

  private async begin(): Promise<{ ended: Promise<Exit> } | undefined> {
    while (!this.pod.ending.aborted) {
      try {
        const run = await this.workload.start();
        this.running = run.ended;
        return run;
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        const { reason, message } = error;
        if (this.state.waiting?.message !== message) this.become({ waiting: { reason, message } });
        await sleep(LACKING);
      }
    }
    return undefined;
  }

  private async runThrough(ended: Promise<Exit>): Promise<Exit> {
    const startedAt = new Date();
    this.become({ running: { startedAt } });
    const runs = new AbortController();
    const probing = this.probeAll(AbortSignal.any([runs.signal, this.pod.over]));
    const { code, message } = await ended;
    this.running = undefined;
    runs.abort();
    await probing;
    this.isReady = this.isStarted = false;
    const reason = code === 0 ? 'Completed' : 'Error';
    this.become({ terminated: { exitCode: code, reason, message, startedAt, finishedAt: new Date() } });
    return { code, message };
  }

  private async probeAll(over: AbortSignal): Promise<void> {
    const { startup, readiness, liveness } = this.life;
    const port = () => this.workload.port;
    if (startup) {
      const up = new AbortController();
      await probe(port, startup, AbortSignal.any([over, up.signal]), (good) => {
        if (good) up.abort();
        else this.replace();
      });
    }
    if (over.aborted) return;
    this.isStarted = true;
    this.isReady = !readiness;
    this.pod.changed();
    // A pod that is not ready yet is asked each second: a kubelet asks it at once when its start-up probe succeeds.
    const soon = (good: boolean) => (good ? readiness!.period : 1);
    await Promise.all([
      readiness && probe(port, readiness, over, (good) => this.turn(good), soon),
      // It is not asked any more once the pod is to go.
      liveness && probe(port, liveness, AbortSignal.any([over, this.pod.ending]), (good) => good || this.replace()),
    ]);
  }

  /** A probe has failed too often: the container is ended, and started again since it ended. */
  private replace(): void {
    if (this.pod.ending.aborted || this.replacing) return;
    this.replacing = true;
    const deadline = Date.now() + this.pod.gracePeriod * 1000;
    void this.end(() => Math.max(0, deadline - Date.now())).finally(() => (this.replacing = false));
  }

  private async backOff(): Promise<void> {
    const wait = Math.min(LONGEST_WAIT, this.pod.restartMilliseconds * 2 ** this.restarts);
    this.lastState = this.state;
    const message = `back-off ${wait} ms restarting failed container=${this.life.name}`;
    this.become({ waiting: { reason: 'CrashLoopBackOff', message } });
    await sleep(wait, undefined, { signal: this.pod.ending }).catch(() => undefined);
  }

  private turn(ready: boolean): void {
    if (this.isReady === ready) return;
    this.isReady = ready;
    this.pod.changed();
  }

  private become(state: V1ContainerState): void {
    this.state = state;
    this.pod.changed();
  }
}
