import { AppsV1Api, BatchV1Api, CoreV1Api } from '@kubernetes/client-node';
import { COMPATIBLE_FROM, DATA_LABEL, SCHEMA } from '../../src/platform/data-labels';
import { Kube } from '../rig/kube/kube';
import { until } from '../rig/processes/until';

/** How a colour tells of its data. */
export interface Data {
  readonly data: string;
  readonly schema: number;
  readonly compatibleFrom: number;
}

const pod = { containers: [{ name: 'one', image: 'one:1' }] };

/** Colours as a cluster has them: what guards read of them, and no more. */
export class Colors {
  private readonly core: CoreV1Api;
  private readonly apps: AppsV1Api;
  private readonly batch: BatchV1Api;

  constructor({ config }: Kube) {
    this.core = config.makeApiClient(CoreV1Api);
    this.apps = config.makeApiClient(AppsV1Api);
    this.batch = config.makeApiClient(BatchV1Api);
  }

  /** Makes a colour's namespace, or says anew what its data is. */
  async tell(color: string, { data, schema, compatibleFrom }: Data): Promise<void> {
    const name = `docnow-${color}`;
    const labels = { 'app.kubernetes.io/name': 'docnow', 'app.kubernetes.io/instance': color, [DATA_LABEL]: data };
    const annotations = { [SCHEMA]: String(schema), [COMPATIBLE_FROM]: String(compatibleFrom) };
    const body = { metadata: { name, labels, annotations } };
    const there = await this.core.listNamespace({ fieldSelector: `metadata.name=${name}` });
    await (there.items.length ? this.core.replaceNamespace({ name, body }) : this.core.createNamespace({ body }));
  }

  /** Rolls web out, and waits until it is. */
  async roll(color: string): Promise<void> {
    const namespace = `docnow-${color}`;
    const labels = { app: 'web' };
    await this.apps.createNamespacedDeployment({
      namespace,
      body: {
        metadata: { name: 'web' },
        spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
      },
    });
    await until(`web of ${color} is ready`, 60, async () => {
      const { status } = await this.apps.readNamespacedDeployment({ name: 'web', namespace });
      return (
        status?.readyReplicas === 2 && (status.conditions ?? []).some((one) => one.reason === 'NewReplicaSetAvailable')
      );
    });
  }

  /** Runs a smoke test, and waits for its end. */
  async smokeTest(color: string, name: string, end: 'Complete' | 'Failed'): Promise<void> {
    const namespace = `docnow-${color}`;
    // Which the rig has fail.
    const image = end === 'Failed' ? 'registry.example.org/docnow:broken' : 'one:1';
    const template = { spec: { containers: [{ name: 'one', image }], restartPolicy: 'Never' } };
    const labels = { 'app.kubernetes.io/component': 'smoke-test' };
    await this.batch.createNamespacedJob({
      namespace,
      body: { metadata: { name, labels }, spec: { backoffLimit: 0, template } },
    });
    await until(`${name} of ${color} is ${end}`, 60, async () => {
      const { status } = await this.batch.readNamespacedJob({ name, namespace });
      return (status?.conditions ?? []).some((one) => one.type === end);
    });
  }

  /** Starts a loader. */
  async load(color: string): Promise<void> {
    const labels = { 'app.kubernetes.io/component': 'tweet-loader' };
    await this.core.createNamespacedPod({
      namespace: `docnow-${color}`,
      body: { metadata: { name: 'loader', labels }, spec: pod },
    });
  }

  /** Takes a loader away, and waits until it is gone. */
  async unload(color: string): Promise<void> {
    const one = { namespace: `docnow-${color}`, name: 'loader' };
    await this.core.deleteNamespacedPod({ ...one, gracePeriodSeconds: 0 });
    await until('the loader is gone', 60, async () => {
      const { items } = await this.core.listNamespacedPod({ ...one, fieldSelector: 'metadata.name=loader' });
      return items.length === 0;
    });
  }
}
