import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { CoreV1Api } from '@kubernetes/client-node';
import { ServiceProxy } from '../rig/kube/service-proxy';
import { freePorts } from '../rig/processes/free-ports';
import { Program, startProgram } from '../rig/processes/program';
import { until } from '../rig/processes/until';
import { Rig } from '../rig/rig';

const NAMESPACE = 'docnow-front';

/** The way to the colours as a node has it: a real HAProxy for each relay, with the very configuration that its pods have. */
export class Relays {
  /** @throws with what HAProxy said, when it does not take the configuration */
  static async start(rig: Rig, haproxy: string, colors: readonly string[]): Promise<Relays> {
    const relays = new Relays();
    try {
      const ports = new Map<string, number>();
      for (const color of colors) ports.set(color, await relays.relay(rig, haproxy, color));
      const front = await ServiceProxy.start(rig.kube.config, NAMESPACE, 'docnow', ({ targetRef }) => {
        const port = ports.get(/^relay-([a-z]+)-/.exec(targetRef?.name ?? '')?.[1] ?? '');
        return port === undefined ? undefined : { port };
      });
      relays.running.push(front);
      relays.origin = `http://127.0.0.1:${front.port}`;
      return relays;
    } catch (error) {
      await relays.stop();
      throw error;
    }
  }

  /** Where a client comes in, as at the node's port. */
  origin = '';
  private readonly running: { stop(): Promise<unknown> }[] = [];

  async stop(): Promise<void> {
    for (const part of this.running.splice(0).reverse()) await part.stop();
  }

  /** @returns the port that it listens on */
  private async relay({ kube, pods, dir }: Rig, haproxy: string, color: string): Promise<number> {
    const web = await ServiceProxy.start(kube.config, `docnow-${color}`, 'web', ({ targetRef }) =>
      pods.addressOf(targetRef?.uid ?? ''),
    );
    this.running.push(web);
    const { data } = await kube.config
      .makeApiClient(CoreV1Api)
      .readNamespacedConfigMap({ namespace: NAMESPACE, name: `relay-${color}` });
    const [port, probe] = await freePorts(2);
    const here = data!['haproxy.cfg']
      .replace(/bind :8080/, `bind 127.0.0.1:${port}`)
      .replace(/bind :8081/, `bind 127.0.0.1:${probe}`)
      // Nobody resolves the cluster's names here.
      .replace(/web\.docnow-\w+\.svc\.cluster\.local:3000 resolvers cluster init-addr none.*/, `127.0.0.1:${web.port}`);
    const file = join(dir, `relay-${color}.cfg`);
    await writeFile(file, here);
    const program: Program = startProgram(haproxy, ['-db', '-f', file], {
      name: `the relay of ${color}`,
      log: join(dir, `relay-${color}.log`),
    });
    this.running.push(program);
    await until(`${program.name} listens`, 10, () => listens(port), [program]);
    return port;
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
