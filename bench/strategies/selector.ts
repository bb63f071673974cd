import { CoreV1Api, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { Way } from './ways';
import { RunningKube } from '../../integ/rig/kube/control-plane';
import { ServiceProxy } from '../../integ/rig/kube/service-proxy';
import { PodManager } from '../../integ/rig/pods/pod-manager';
import { until } from '../../integ/rig/processes/until';

const NAMESPACE = 'default';
const COLORS = ['blue', 'green'];

/** A Service whose selector is changed. Its proxy leaves connections where they are, as kube-proxy does. */
export async function selector(
  { config }: RunningKube,
  ports: Readonly<Record<string, number>>,
): Promise<Way & { stop(): Promise<unknown> }> {
  const core = config.makeApiClient(CoreV1Api);
  const pods = new PodManager(config);
  for (const color of COLORS) {
    const containers = [{ name: 'web', image: 'web', ports: [{ containerPort: 3000 }] }];
    const metadata = { name: color, labels: { color } };
    await core.createNamespacedPod({ namespace: NAMESPACE, body: { metadata, spec: { containers } } });
  }
  const spec = { selector: { color: 'blue' }, ports: [{ port: 80, targetPort: 3000 }] };
  await core.createNamespacedService({ namespace: NAMESPACE, body: { metadata: { name: 'web' }, spec } });
  await until('both pods are Ready', 120, async () => {
    const { items } = await core.listNamespacedPod({ namespace: NAMESPACE });
    const ready = items.filter(({ status }) =>
      status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
    );
    return ready.length === COLORS.length;
  });
  const proxy = await ServiceProxy.start(config, NAMESPACE, 'web', ({ targetRef }) => ({
    port: ports[targetRef!.name!],
  }));
  const move = async () => {
    const body = { spec: { selector: { color: 'green' } } };
    const merge = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
    await core.patchNamespacedService({ name: 'web', namespace: NAMESPACE, body }, merge);
  };
  return {
    name: 'Service selector',
    host: 'any.docnow.io',
    origin: () => `http://127.0.0.1:${proxy.port}`,
    keep: 20_000,
    move,
    stop: async () => void (await Promise.all([proxy.stop(), pods.stop()])),
  };
}
