import { CoreV1Api, KubeConfig, V1Pod } from '@kubernetes/client-node';
import { Cast, isPlayed, partsOf } from './parts';
import { PodRun, RunOptions } from './pod-run';
import { watch, Watched } from './watched';

/** How the pods that answer are played. */
export interface PodManagerOptions extends Partial<RunOptions> {
  /** Where programs run. @default - stand-ins alone */
  readonly host?: Cast['host'];
  /** Milliseconds from a stand-in's start to its first answer. @default 500 */
  readonly startMilliseconds?: number;
  /**
   * Milliseconds after which a stand-in closes a kept-alive connection that nothing came over.
   *
   * @default 5000, Node.js's own
   */
  readonly keepAliveMilliseconds?: number;
}

/** Plays the kubelet for each pod that the scheduler has bound, and that answers or really runs. */
export class PodManager {
  private readonly runs = new Map<string, PodRun>();
  private readonly core: CoreV1Api;
  private readonly watched: Watched<V1Pod>;

  /** Starts to watch; what runs already gets its stand-in too. */
  public constructor(
    config: KubeConfig,
    private readonly options: PodManagerOptions = {},
  ) {
    this.core = config.makeApiClient(CoreV1Api);
    this.watched = watch<V1Pod>(
      config,
      '/api/v1/pods',
      () => this.core.listPodForAllNamespaces(),
      (pod, change) => (change === 'gone' ? this.gone(pod) : this.there(pod)),
    );
  }

  /** The pods that are played, to be asked and to be made slow, sick or crash. */
  public get pods(): readonly PodRun[] {
    return [...this.runs.values()];
  }

  /** Where the pod listens, or undefined before its first start and after its end. */
  public addressOf(uid: string): { host: string; port: number } | undefined {
    const port = this.runs.get(uid)?.main.port;
    return port ? { host: '127.0.0.1', port } : undefined;
  }

  /** Cuts all that runs. The pods stay in the API server. */
  public async stop(): Promise<void> {
    await this.watched.stop();
    await Promise.all(this.pods.map((run) => run.gone()));
    this.runs.clear();
  }

  private there(pod: V1Pod): void {
    const uid = pod.metadata!.uid!;
    const run = this.runs.get(uid);
    if (run) run.observe(pod);
    else if (isPlayed(pod) && pod.spec?.nodeName && pod.status?.podIP) this.runs.set(uid, this.begin(pod));
  }

  private gone(pod: V1Pod): void {
    const run = this.runs.get(pod.metadata!.uid!);
    if (!run) return;
    this.runs.delete(run.uid);
    void run.gone();
  }

  private begin(pod: V1Pod): PodRun {
    const { host, startMilliseconds = 500, keepAliveMilliseconds = 5000, restartMilliseconds = 1000 } = this.options;
    const { parts, main } = partsOf(pod, { host, startMilliseconds, keepAliveMilliseconds });
    const run = new PodRun(pod, parts, main, this.core, {
      restartMilliseconds,
      report: this.options.report ?? (() => undefined),
    });
    run.observe(pod);
    return run;
  }
}
