import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  CoreV1Api,
  CustomObjectsApi,
  DiscoveryV1Api,
  KubeConfig,
  KubernetesObject,
  V1EndpointSlice,
  V1Pod,
  V1Service,
} from '@kubernetes/client-node';
import { BINDINGS, TargetGroupBinding } from './binding';
import { Cluster } from './endpoints';
import { Reconciler } from './reconciler';
import { Change, watch, Watched } from '../watched';

/** What the registrar needs beside the API server. */
export interface RegistrarOptions {
  /** Calls AWS, or what stands for it. */
  readonly elbv2: ElasticLoadBalancingV2Client;
  /** Where the pod with this uid listens, or undefined when it does not. */
  readonly addressOf: (uid: string) => { host: string; port: number } | undefined;
  /**
   * Milliseconds between two looks at targets that are not healthy yet. The real controller takes 15 s
   * (`--targetgroupbinding-requeue-duration`).
   *
   * @default 2000
   */
  readonly pollMilliseconds?: number;
  /** Told what went wrong; it is tried again. */
  readonly report?: (text: string) => void;
}

/** Milliseconds until a binding that could not be reconciled is tried again. */
const RETRY = 1000;

/**
 * Plays the AWS Load Balancer Controller's part wherever a TargetGroupBinding of target type `ip` is: its pods are
 * registered and deregistered as targets, and their readiness gates opened by the health that is read back.
 */
export class Registrar implements Cluster {
  private readonly reconciler: Reconciler;
  private readonly bindings: Watched<TargetGroupBinding>;
  private readonly endpointSlices: Watched<V1EndpointSlice>;
  private readonly services: Watched<V1Service>;
  private readonly pods: Watched<V1Pod>;
  private readonly busy = new Map<string, 'once' | 'again'>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  /** Starts to watch; a kind of object that is not yet known to the API server is waited for. */
  public constructor(
    config: KubeConfig,
    private readonly options: RegistrarOptions,
  ) {
    const core = config.makeApiClient(CoreV1Api);
    const discovery = config.makeApiClient(DiscoveryV1Api);
    const custom = config.makeApiClient(CustomObjectsApi);
    this.reconciler = new Reconciler(core, custom, options.elbv2, this);
    const { group, version, plural } = BINDINGS;
    this.bindings = watch<TargetGroupBinding>(
      config,
      `/apis/${group}/${version}/${plural}`,
      () => custom.listClusterCustomObject({ group, version, plural }),
      (binding, change) => this.bindingChanged(binding, change),
    );
    this.services = watch<V1Service>(
      config,
      '/api/v1/services',
      () => core.listServiceForAllNamespaces(),
      (service) => this.changedIn(service),
    );
    this.endpointSlices = watch<V1EndpointSlice>(
      config,
      '/apis/discovery.k8s.io/v1/endpointslices',
      () => discovery.listEndpointSliceForAllNamespaces(),
      (slice) => this.changedIn(slice),
    );
    this.pods = watch<V1Pod>(
      config,
      '/api/v1/pods',
      () => core.listPodForAllNamespaces(),
      (pod) => this.changedIn(pod),
    );
  }

  /** Stops looking; what is registered stays registered. */
  public async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all([this.bindings.stop(), this.services.stop(), this.endpointSlices.stop(), this.pods.stop()]);
  }

  public service(name: string, namespace: string): V1Service | undefined {
    return this.services.get(name, namespace);
  }

  public slices(service: string, namespace: string): readonly V1EndpointSlice[] {
    return this.endpointSlices
      .list()
      .filter(({ metadata }) => metadata?.namespace === namespace)
      .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service);
  }

  public pod(name: string, namespace: string): V1Pod | undefined {
    return this.pods.get(name, namespace);
  }

  public podsIn(namespace: string): readonly V1Pod[] {
    return this.pods.list().filter(({ metadata }) => metadata?.namespace === namespace);
  }

  public addressOf(uid: string): { host: string; port: number } | undefined {
    return this.options.addressOf(uid);
  }

  private bindingChanged({ metadata }: TargetGroupBinding, change: Change): void {
    if (change === 'there') this.enqueue(metadata!.namespace!, metadata!.name!);
  }

  private changedIn({ metadata }: KubernetesObject): void {
    for (const binding of this.bindings?.list() ?? []) {
      if (binding.metadata?.namespace === metadata?.namespace) {
        this.enqueue(binding.metadata!.namespace!, binding.metadata!.name!);
      }
    }
  }

  /** One reconciliation of a binding at a time; what comes meanwhile makes for one more. */
  private enqueue(namespace: string, name: string): void {
    const key = `${namespace}/${name}`;
    if (this.stopped) return;
    if (this.busy.has(key)) {
      this.busy.set(key, 'again');
      return;
    }
    this.busy.set(key, 'once');
    // The events of one change come together: one look serves them all.
    setImmediate(() => void this.work(namespace, name, key));
  }

  private async work(namespace: string, name: string, key: string): Promise<void> {
    clearTimeout(this.timers.get(key));
    let later: number | undefined;
    try {
      const binding = this.bindings.get(name, namespace);
      const pending = binding && (await this.reconciler.reconcile(binding));
      if (pending) later = this.options.pollMilliseconds ?? 2000;
    } catch (error) {
      this.options.report?.(`binding ${key}: ${error instanceof Error ? error.message : error}`);
      later = RETRY;
    }
    const again = this.busy.get(key) === 'again';
    this.busy.delete(key);
    if (again) {
      this.enqueue(namespace, name);
    } else if (later && !this.stopped) {
      this.timers.set(
        key,
        setTimeout(() => this.enqueue(namespace, name), later),
      );
    }
  }
}
