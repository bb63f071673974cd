import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';
import { DiscoveryV1Api, KubeConfig, V1Endpoint, V1EndpointSlice } from '@kubernetes/client-node';
import { watch, Watched } from '../pods/watched';
import { until } from '../processes/until';

/** Where what stands for an endpoint listens on loopback; undefined when nothing does. */
export type AddressOf = (endpoint: V1Endpoint) => { readonly port: number } | undefined;

/**
 * Plays kube-proxy for one Service: each new connection goes to one of its endpoints that are ready at that moment, and stays
 * with it until one side ends it, whatever becomes of the Service.
 */
export class ServiceProxy {
  /** Begins to listen on a free port of loopback. */
  static async start(
    config: KubeConfig,
    namespace: string,
    service: string,
    addressOf: AddressOf,
  ): Promise<ServiceProxy> {
    const discovery = config.makeApiClient(DiscoveryV1Api);
    const slices = watch<V1EndpointSlice>(
      config,
      `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
      () => discovery.listNamespacedEndpointSlice({ namespace }),
      () => undefined,
    );
    const proxy = new ServiceProxy(slices, service, addressOf);
    await until(`the endpoints of ${service} are known`, 10, () => proxy.mine().length > 0);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly slices: Watched<V1EndpointSlice>,
    private readonly service: string,
    private readonly addressOf: AddressOf,
  ) {
    this.server = createServer((client) => this.lead(client));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.slices.stop();
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private mine(): V1EndpointSlice[] {
    return this.slices
      .list()
      .filter(({ metadata }) => this.service === metadata?.labels?.['kubernetes.io/service-name']);
  }

  private lead(client: Socket): void {
    const ready = this.mine()
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready);
    const there = ready.flatMap((endpoint) => this.addressOf(endpoint) ?? []);
    // As a node refuses a connection to a Service without endpoints.
    if (there.length === 0) return void client.resetAndDestroy();
    const { port } = there[Math.floor(Math.random() * there.length)];
    const server = connect({ host: '127.0.0.1', port });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ]) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => this.sockets.delete(one));
      one.pipe(other);
    }
  }
}
