import { Agent, createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { layWire } from './wire';

/** Milliseconds after which an Application Load Balancer closes an idle connection (AWS, "Connection idle timeout"). */
const IDLE = 60_000;
/** Milliseconds from the balancer to a target, and back: about what AWS's network takes between two zones. */
const WAY = 2;

/** A balancer of the rig's own before one target. */
export interface Balancer {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Does with connections to a target what an Application Load Balancer does: keeps them for 60 s, whatever the target says
 * of its own time (its `Keep-Alive` header), and sends nothing twice. When a target resets a connection or closes it
 * without an answer, the client gets a 502 (AWS, "Troubleshoot your Application Load Balancers: HTTP 502").
 *
 * fakecloud's own keeps connections too, but sends again what met a closed one, POST included. Each client's connection
 * has one of its own to the target, so that it is known how long that was idle.
 */
export async function startBalancer(target: { readonly host: string; readonly port: number }): Promise<Balancer> {
  const wire = await layWire(target, WAY);
  const agents = new WeakMap<object, Agent>();
  const all: Agent[] = [];
  const agentOf = (socket: object) => {
    const agent = agents.get(socket) ?? new PatientAgent({ keepAlive: true, maxSockets: 1, timeout: IDLE });
    if (!agents.has(socket)) all.push(agent);
    agents.set(socket, agent);
    return agent;
  };
  const server = createServer((incoming, answer) => {
    const { method, url: path, headers } = incoming;
    const outgoing = request({
      host: '127.0.0.1',
      port: wire.port,
      method,
      path,
      headers,
      agent: agentOf(incoming.socket),
    });
    outgoing.once('response', (response) => pass(response, answer));
    outgoing.once('error', (error) => {
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end(error.message);
    });
    incoming.pipe(outgoing);
  });
  server.keepAliveTimeout = IDLE;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const agent of all) agent.destroy();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, wire.stop()]);
    },
  };
}

/** Node.js's own agent gives a connection up a second before the target would: a load balancer asks nobody. */
class PatientAgent extends Agent {
  public keepSocketAlive(): boolean {
    return true;
  }
}

function pass(response: IncomingMessage, answer: ServerResponse): void {
  const { connection, 'keep-alive': hint, ...headers } = response.headers;
  void connection;
  void hint;
  answer.writeHead(response.statusCode!, headers);
  response.once('error', () => answer.destroy());
  response.pipe(answer);
}
