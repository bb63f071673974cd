import assert from 'node:assert/strict';
import { AppsV1Api, BatchV1Api, CoreV1Api, V1Pod } from '@kubernetes/client-node';
import { Front, makeFront } from './front';
import { podOf, putPreload } from './manifests';
import { COLORS, HOST_NAME, synth } from './stacks';
import { startStores, Stores } from './stores';
import { until } from '../rig/processes/until';
import { Rig } from '../rig/rig';
import { StackRunner, Variables } from '../rig/stack-runner';
import { startRig } from '../rig/start';
import { secretValues, withSecret } from '../story/secret';

const NOTHING = { add: 0, change: 0, destroy: 0 };

/** What the library makes, applied by Terraform, its programs running on a real PostgreSQL and a real Redis. */
export class Scene {
  /** Starts a rig, stores and a load balancer. */
  public static async set(): Promise<Scene> {
    const rig = await startRig();
    const stores = await startStores(rig.host);
    const front = await makeFront(
      rig.aws,
      COLORS.map(({ name }) => name),
    );
    return new Scene(rig, stores, front);
  }

  public readonly core: CoreV1Api;
  public readonly apps: AppsV1Api;
  private readonly runners = new Map<string, StackRunner>();
  private readonly secrets: Record<string, string>;

  private constructor(
    public readonly rig: Rig,
    public readonly stores: Stores,
    public readonly front: Front,
  ) {
    this.core = rig.kube.config.makeApiClient(CoreV1Api);
    this.apps = rig.kube.config.makeApiClient(AppsV1Api);
    this.secrets = { ...secretValues(), DB_PASSWORD: stores.postgres.password };
    for (const [name, folder] of Object.entries(synth(rig, front, 'docnow.test/docnow:1'))) {
      this.runners.set(name, rig.stack(name, folder));
    }
  }

  /** Where requests go, and for whom. */
  public get way() {
    return { origin: this.front.origin, host: HOST_NAME };
  }

  /** Applies a stack. @throws unless a second plan is empty */
  public async apply(name: string, variables: Variables, afterwards = variables): Promise<void> {
    const runner = this.runners.get(name)!;
    await runner.init();
    const isColor = COLORS.some((color) => color.name === name);
    const applied = runner.apply(variables);
    await (isColor ? withSecret(this.rig.kube, `docnow-${name}`, this.secrets, applied) : applied);
    assert.deepEqual(await runner.plan(afterwards), NOTHING, `${name}: a second plan is not empty`);
  }

  /** Brings the tables to the version's form, by a Job as an operator would start it. */
  public async migrate(color: string): Promise<void> {
    const batch = this.rig.kube.config.makeApiClient(BatchV1Api);
    const job = { namespace: `docnow-${color}`, name: 'migrate' };
    const securityContext = { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } };
    const spec = { ...podOf('migrate'), restartPolicy: 'Never', securityContext };
    spec.containers[0].securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const body = { metadata: { name: job.name }, spec: { backoffLimit: 0, template: { spec } } };
    // That of the colour has a name that the API server made up.
    await putPreload(this.core, job.namespace);
    await batch.createNamespacedJob({ namespace: job.namespace, body });
    const succeeded = async () => (await batch.readNamespacedJob(job)).status?.succeeded === 1;
    await until('the tables are there', 120, succeeded);
    await batch.deleteNamespacedJob({ ...job, propagationPolicy: 'Foreground' });
  }

  /** The web pods of a colour that are not on their way out. */
  public async web(color: string): Promise<V1Pod[]> {
    const labelSelector = 'app.kubernetes.io/component=web';
    const { items } = await this.core.listNamespacedPod({ namespace: `docnow-${color}`, labelSelector });
    return items.filter(({ metadata }) => !metadata?.deletionTimestamp);
  }

  /** Waits until so many web pods, none of them of those, are Ready, and the balancer knows no others. */
  public async settled(color: string, count: number, except: readonly V1Pod[] = []): Promise<void> {
    const gone = new Set(except.map(({ metadata }) => metadata!.uid));
    await until(`${count} web pods of ${color} are Ready`, 240, async () => {
      const pods = await this.web(color);
      const ready = pods.filter(({ status }) =>
        status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
      );
      const health = await this.front.health(color);
      const healthy = health.length === count && health.every((state) => state === 'healthy');
      return (
        healthy &&
        ready.length === count &&
        pods.length === count &&
        !pods.some(({ metadata }) => gone.has(metadata!.uid))
      );
    });
  }

  /** Waits until no web pod of a colour is on its way out any more. */
  public async parted(color: string): Promise<void> {
    const labelSelector = 'app.kubernetes.io/component=web';
    await until('all that had to go are gone', 120, async () => {
      const { items } = await this.core.listNamespacedPod({ namespace: `docnow-${color}`, labelSelector });
      return items.every(({ metadata }) => !metadata?.deletionTimestamp);
    });
  }

  public async strike(): Promise<void> {
    this.front.stop();
    await this.rig.stop();
    await this.stores.stop();
  }
}
