import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApiregistrationV1Api, CoreV1Api } from '@kubernetes/client-node';
import { Kube } from './kube';
import { until } from '../processes/until';

const [GROUP, VERSION] = ['metrics.k8s.io', 'v1beta1'];
const NAME = `${VERSION}.${GROUP}`;
const SERVICE = { namespace: 'kube-system', name: 'metrics-server' };

/** A metrics server that says of every pod what it is told to. */
export interface MetricsServer {
  /** From now on each container of each pod uses so many thousandths of a processor. */
  use(millicores: number): void;
  stop(): Promise<void>;
}

/**
 * Serves `metrics.k8s.io` to the API server, which passes it on to whoever asks (Kubernetes, "Aggregation layer").
 *
 * @param certificates the folder where the API server put its certificate, which this server borrows
 */
export async function serveMetrics(kube: Kube, certificates: string): Promise<MetricsServer> {
  const core = kube.config.makeApiClient(CoreV1Api);
  const registration = kube.config.makeApiClient(ApiregistrationV1Api);
  let millicores = 0;
  const answer = async (url: URL) => {
    const namespace = new RegExp(`^/apis/${GROUP}/${VERSION}/namespaces/([^/]+)/pods$`).exec(url.pathname)?.[1];
    if (!namespace) {
      const pods = { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] };
      return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${GROUP}/${VERSION}`, resources: [pods] };
    }
    const labelSelector = url.searchParams.get('labelSelector') ?? '';
    const { items } = await core.listNamespacedPod({ namespace, labelSelector });
    const usage = { cpu: `${millicores}m`, memory: '64Mi' };
    const measured = items.map(({ metadata, spec }) => ({
      metadata: { name: metadata!.name, namespace },
      timestamp: new Date().toISOString(),
      window: '1s',
      containers: spec!.containers.map(({ name }) => ({ name, usage })),
    }));
    return { kind: 'PodMetricsList', apiVersion: `${GROUP}/${VERSION}`, metadata: {}, items: measured };
  };
  const [cert, key] = await Promise.all(['crt', 'key'].map((end) => readFile(join(certificates, `apiserver.${end}`))));
  const server = createServer({ cert, key }, (request, response) => {
    answer(new URL(request.url!, kube.server)).then(
      (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // An ExternalName leads the API server out of the cluster's network, where nobody serves.
  const spec = { type: 'ExternalName', externalName: '127.0.0.1', ports: [{ port }] };
  await core.createNamespacedService({ ...SERVICE, body: { metadata: { name: SERVICE.name }, spec } });
  await registration.createAPIService({
    body: {
      metadata: { name: NAME },
      spec: {
        group: GROUP,
        version: VERSION,
        service: { ...SERVICE, port },
        // The borrowed certificate has the API server's name.
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    },
  });
  await until('metrics are served', 20, async () => {
    const { status } = await registration.readAPIService({ name: NAME });
    return status?.conditions?.some(({ type, status: is }) => type === 'Available' && is === 'True') ?? false;
  });
  return {
    use: (to) => void (millicores = to),
    async stop() {
      // No namespace goes while a part of the API is unavailable.
      await registration.deleteAPIService({ name: NAME });
      await core.deleteNamespacedService(SERVICE);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
