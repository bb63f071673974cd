import { CoreV1Api, PatchStrategy, setHeaderOptions, V1Container, V1Pod } from '@kubernetes/client-node';
import { readiness } from './conditions';
import { ContainerRun } from './container-run';
import { ContainerLife, lifeOf } from './life';
import { Workload } from './workload';

const asStrategicMerge = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);

/** What plays the kubelet needs to know of the machine it plays on. */
export interface RunOptions {
  /** Milliseconds until a container that ended is started again for the first time; twice as long each further time. */
  readonly restartMilliseconds: number;
  /** Told what could not be done, such as a status that the API server refused. */
  readonly report: (text: string) => void;
}

/** A container and what is to run in it. */
export interface Part {
  readonly container: V1Container;
  readonly workload: Workload;
  /** Whether it runs, and ends well, before the others begin. */
  readonly init: boolean;
}

/** Plays the kubelet for one pod: its containers in their order, what the API server is told of them, and their end. */
export class PodRun {
  private readonly over = new AbortController();
  private readonly ending = new AbortController();
  private readonly runs: { readonly part: Part; readonly run: ContainerRun }[];
  private readonly inits: ContainerRun[];
  private readonly containers: ContainerRun[];
  private initialized = false;
  private phase?: 'Succeeded' | 'Failed';
  private writing: Promise<void> = Promise.resolve();

  /** @param main what is asked for when the pod as a whole is: the web container's */
  public constructor(
    private pod: V1Pod,
    parts: readonly Part[],
    public readonly main: Workload,
    private readonly core: CoreV1Api,
    private readonly options: RunOptions,
  ) {
    this.runs = parts.map((part) => ({ part, run: this.runOf(part) }));
    this.inits = this.runs.filter(({ part }) => part.init).map(({ run }) => run);
    this.containers = this.runs.filter(({ part }) => !part.init).map(({ run }) => run);
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
    this.ending.abort();
    this.over.abort();
    await Promise.all(this.runs.map(({ part }) => part.workload.kill()));
  }

  /** The pod's program ends as by an error of its own (kill -9), and is started again a little later. */
  public async crash(): Promise<void> {
    await this.containers.find(({ workload }) => workload === this.main)!.crash();
  }

  private async live(): Promise<void> {
    for (const init of this.inits) {
      const exit = await init.live();
      if (!exit) return;
      if (exit.code !== 0) return this.complete('Failed');
    }
    this.initialized = true;
    const exits = await Promise.all(this.containers.map((container) => container.live()));
    if (this.ending.signal.aborted) return;
    this.complete(exits.every((exit) => exit?.code === 0) ? 'Succeeded' : 'Failed');
  }

  private complete(phase: 'Succeeded' | 'Failed'): void {
    this.phase = phase;
    this.say(true);
  }

  /** The goodbye; whatever runs when the grace period ends is killed. Then the pod is no more. */
  private async end(): Promise<void> {
    // The timestamp is when the grace period ends, in whole seconds (Kubernetes API, ObjectMeta.deletionTimestamp).
    const deadline = new Date(this.pod.metadata!.deletionTimestamp!).getTime();
    const left = () => Math.max(0, deadline - Date.now());
    await Promise.all(this.runs.map(({ run }) => run.end(left)));
    await this.gone();
    const { name, namespace, uid } = this;
    await this.core
      .deleteNamespacedPod({ name, namespace, body: { gracePeriodSeconds: 0, preconditions: { uid } } })
      .catch(ignoreGone);
  }

  private runOf({ container, workload, init }: Part): ContainerRun {
    const life = lifeOf(this.pod, container);
    return new ContainerRun(init ? asInit(life) : life, workload, {
      ending: this.ending.signal,
      over: this.over.signal,
      restartMilliseconds: this.options.restartMilliseconds,
      gracePeriod: this.pod.spec?.terminationGracePeriodSeconds ?? 30,
      changed: () => this.say(true),
    });
  }

  /** Writes what differs from what the API server has, one write after the other. */
  private say(containersToo = false): void {
    this.writing = this.writing.then(() => this.write(containersToo)).catch((error) => this.trouble('status', error));
  }

  private async write(containersToo: boolean): Promise<void> {
    if (this.over.signal.aborted) return;
    const { name, namespace, uid, initialized } = this;
    const completed = this.phase !== undefined;
    const ready = initialized && !completed && this.containers.every((container) => container.ready);
    const conditions = readiness(this.pod, { initialized, ready, completed }, new Date());
    if (conditions.length === 0 && !containersToo) return;
    const status = { conditions, ...(containersToo ? this.containersSaid() : {}) };
    const written = await this.core
      .patchNamespacedPodStatus({ name, namespace, body: { metadata: { uid }, status } }, asStrategicMerge)
      .catch(ignoreGone);
    // Only what has been written is taken over: the watch may already have told more.
    if (written && newer(written, this.pod)) this.pod = written;
  }

  private containersSaid() {
    const statuses = (init: boolean) =>
      this.runs.filter(({ part }) => part.init === init).map(({ part, run }) => run.status(part.container.image ?? ''));
    const begun = this.containers.some((container) => container.begun);
    return {
      phase: this.phase ?? (begun ? 'Running' : this.pod.status?.phase),
      containerStatuses: statuses(false),
      ...(this.inits.length > 0 ? { initContainerStatuses: statuses(true) } : {}),
    };
  }

  private trouble(doing: string, error: unknown): void {
    if (this.over.signal.aborted) return;
    this.options.report(
      `pod ${this.namespace}/${this.name}: ${doing}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** What an init container ends well is done; it has no probes. */
function asInit({ name, preStop, restarts }: ContainerLife): ContainerLife {
  return { name, preStop, restarts: (code) => code !== 0 && restarts(code) };
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
