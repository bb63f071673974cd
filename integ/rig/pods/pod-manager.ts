import { CoreV1Api, KubeConfig, V1Pod } from '@kubernetes/client-node';
import { hasStandIn, lifeOf } from './life';
import { PodRun, RunOptions } from './pod-run';
import { StandIn } from './stand-in';
import { watch, Watched } from './watched';

/** How the pods that answer are played. */
export interface PodManagerOptions extends Partial<RunOptions> {
  /**
   * Milliseconds after which a pod closes a kept-alive connection that nothing came over.
   *
   * @default 5000, Node.js's own
   */
  readonly keepAliveMilliseconds?: number;
}

/** The label that tells the colour. */
const COLOR_LABEL = 'app.kubernetes.io/instance';

/** Gives each web pod that the scheduler has bound a program that answers, and plays the kubelet for it. */
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

  /** The pods that have a stand-in, to be asked and to be made slow, sick or crash. */
  public get pods(): readonly PodRun[] {
    return [...this.runs.values()];
  }

  /** Where the pod's stand-in listens, or undefined before its first start and after its end. */
  public addressOf(uid: string): { host: string; port: number } | undefined {
    const port = this.runs.get(uid)?.standIn.port;
    return port ? { host: '127.0.0.1', port } : undefined;
  }

  /** Cuts every stand-in. The pods stay in the API server. */
  public async stop(): Promise<void> {
    await this.watched.stop();
    await Promise.all(this.pods.map((run) => run.gone()));
    this.runs.clear();
  }

  private there(pod: V1Pod): void {
    const uid = pod.metadata!.uid!;
    const run = this.runs.get(uid);
    if (run) run.observe(pod);
    else if (hasStandIn(pod) && pod.spec?.nodeName && pod.status?.podIP) this.runs.set(uid, this.begin(pod));
  }

  private gone(pod: V1Pod): void {
    const run = this.runs.get(pod.metadata!.uid!);
    if (!run) return;
    this.runs.delete(run.uid);
    void run.gone();
  }

  private begin(pod: V1Pod): PodRun {
    const life = lifeOf(pod);
    const identity = {
      pod: pod.metadata!.name!,
      color: pod.metadata!.labels?.[COLOR_LABEL] ?? '',
      image: life.image,
    };
    const standIn = new StandIn(identity, {
      keepAliveMilliseconds: this.options.keepAliveMilliseconds ?? 5000,
      probePath: life.readiness?.path,
    });
    const run = new PodRun(pod, life, standIn, this.core, {
      startMilliseconds: this.options.startMilliseconds ?? 500,
      restartMilliseconds: this.options.restartMilliseconds ?? 1000,
      report: this.options.report ?? (() => undefined),
    });
    run.observe(pod);
    return run;
  }
}
