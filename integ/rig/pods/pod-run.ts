import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, PatchStrategy, setHeaderOptions, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { readiness } from './conditions';
import { PodLife, ProbeLife } from './life';
import { StandIn } from './stand-in';

const asStrategicMerge = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);

/** What plays the kubelet needs to know of the machine it plays on. */
export interface RunOptions {
  /** Milliseconds from the container's start to the first answer: what a program needs to come up. */
  readonly startMilliseconds: number;
  /** Milliseconds until a crashed container is started again. */
  readonly restartMilliseconds: number;
  /** Told what could not be done, such as a status that the API server refused. */
  readonly report: (text: string) => void;
}

/** Plays the kubelet for one pod: starts its stand-in, probes it, says whether it is ready, and ends it in its time. */
export class PodRun {
  private readonly over = new AbortController();
  private readonly ending = new AbortController();
  private containersReady = false;
  private started = false;
  private restarts = 0;
  private writing: Promise<void> = Promise.resolve();

  public constructor(
    private pod: V1Pod,
    private readonly life: PodLife,
    public readonly standIn: StandIn,
    private readonly core: CoreV1Api,
    private readonly options: RunOptions,
  ) {
    void this.live().catch((error) => this.trouble('run', error));
  }

  public get uid(): string {
    return this.pod.metadata!.uid!;
  }

  public get name(): string {
    return this.pod.metadata!.name!;
  }

  public get namespace(): string {
    return this.pod.metadata!.namespace!;
  }

  /** Takes the pod as the API server has it now. */
  public observe(pod: V1Pod): void {
    this.pod = pod;
    if (pod.metadata?.deletionTimestamp && !this.ending.signal.aborted) {
      this.ending.abort();
      void this.end().catch((error) => this.trouble('end', error));
    }
    this.say();
  }

  /** The pod is gone from the API server: cuts what still runs. */
  public async gone(): Promise<void> {
    this.over.abort();
    await this.standIn.kill();
  }

  /** The program ends as by an error of its own, and is started again a little later. */
  public async crash(): Promise<void> {
    if (!this.started) return;
    this.started = false;
    this.containersReady = false;
    await this.standIn.kill();
    this.restarts += 1;
    this.say(true);
    await sleep(this.options.restartMilliseconds);
    if (!this.ending.signal.aborted) await this.startContainer();
  }

  private async live(): Promise<void> {
    await this.startContainer();
    const { readiness: probe } = this.life;
    let failures = 0;
    let successes = 0;
    await sleep((probe?.initialDelay ?? 0) * 1000);
    while (!this.over.signal.aborted) {
      const answered = this.started && (!probe || (await this.answers(probe)));
      failures = answered ? 0 : failures + 1;
      successes = answered ? successes + 1 : 0;
      if (!this.started || failures >= (probe?.failureThreshold ?? 1)) this.become(false);
      else if (answered && successes >= (probe?.successThreshold ?? 1)) this.become(true);
      // A pod that is not ready yet is asked each second: a kubelet asks it at once when its start-up probe succeeds.
      await sleep(this.containersReady ? (probe?.period ?? 10) * 1000 : 1000, undefined, { signal: this.over.signal });
    }
  }

  private async startContainer(): Promise<void> {
    await sleep(this.options.startMilliseconds);
    if (this.ending.signal.aborted) return;
    await this.standIn.start();
    const { startup } = this.life;
    while (startup && !(await this.answers(startup))) {
      if (this.ending.signal.aborted) return;
      await sleep(startup.period * 1000);
    }
    this.started = true;
  }

  /** The preStop hook, then SIGTERM; whatever runs when the grace period ends is killed. Then the pod is no more. */
  private async end(): Promise<void> {
    // The timestamp is when the grace period ends, in whole seconds (Kubernetes API, ObjectMeta.deletionTimestamp).
    const deadline = new Date(this.pod.metadata!.deletionTimestamp!).getTime();
    const left = () => Math.max(0, deadline - Date.now());
    await this.pause(Math.min(this.life.preStop * 1000, left()));
    await Promise.race([this.standIn.terminate(), this.pause(left())]);
    await this.gone();
    const { name, namespace, uid } = this;
    await this.core
      .deleteNamespacedPod({ name, namespace, body: { gracePeriodSeconds: 0, preconditions: { uid } } })
      .catch(ignoreGone);
  }

  private async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.over.signal }).catch(() => undefined);
  }

  private become(ready: boolean): void {
    if (this.containersReady === ready) return;
    this.containersReady = ready;
    this.say(true);
  }

  /** Writes what differs from what the API server has, one write after the other. */
  private say(containersToo = false): void {
    this.writing = this.writing.then(() => this.write(containersToo)).catch((error) => this.trouble('status', error));
  }

  private async write(containersToo: boolean): Promise<void> {
    if (this.over.signal.aborted) return;
    const { name, namespace, uid } = this;
    const conditions = readiness(this.pod, this.containersReady, new Date());
    if (conditions.length === 0 && !containersToo) return;
    const containerStatuses = containersToo ? { containerStatuses: this.containerStatuses() } : {};
    const body = { metadata: { uid }, status: { conditions, ...containerStatuses } };
    const written = await this.core
      .patchNamespacedPodStatus({ name, namespace, body }, asStrategicMerge)
      .catch(ignoreGone);
    // Only what has been written is taken over: the watch may already have told more.
    if (written && newer(written, this.pod)) this.pod = written;
  }

  private containerStatuses(): V1ContainerStatus[] {
    return (this.pod.status?.containerStatuses ?? []).map((status) =>
      status.name === this.life.container
        ? { ...status, ready: this.containersReady, started: this.started, restartCount: this.restarts }
        : { ...status, ready: true, started: true },
    );
  }

  private async answers(probe: ProbeLife): Promise<boolean> {
    try {
      const signal = AbortSignal.any([this.over.signal, AbortSignal.timeout(probe.timeout * 1000)]);
      const headers = { connection: 'close' };
      const response = await fetch(`http://127.0.0.1:${this.standIn.port}${probe.path}`, { signal, headers });
      await response.arrayBuffer();
      return response.status >= 200 && response.status < 400;
    } catch {
      return false;
    }
  }

  private trouble(doing: string, error: unknown): void {
    if (this.over.signal.aborted) return;
    this.options.report(
      `pod ${this.namespace}/${this.name}: ${doing}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** A resource version is etcd's revision: a number that only grows. */
function newer(one: V1Pod, other: V1Pod): boolean {
  return BigInt(one.metadata!.resourceVersion!) > BigInt(other.metadata!.resourceVersion!);
}

/** The pod is gone or another one has its name. */
function ignoreGone(error: unknown): undefined {
  const { code } = error as { code?: number };
  if (code !== 404 && code !== 409) throw error;
  return undefined;
}
