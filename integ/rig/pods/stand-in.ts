import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who a stand-in says it is. */
export interface Identity {
  readonly pod: string;
  readonly color: string;
  readonly image: string;
}

/** How a stand-in serves. */
export interface StandInOptions {
  /** Milliseconds after which a connection that nothing came over is closed; Node.js's default is 5000. */
  readonly keepAliveMilliseconds: number;
  /** The path that answers 500 while the stand-in is sick. */
  readonly probePath?: string;
}

/** The program of one pod: answers every request with the pod's name, colour and image, on a port of loopback. */
export class StandIn {
  private server?: Server;
  private stopping = false;
  private delay = 0;
  private ill = false;
  private ownPort = 0;
  /** How many requests were answered. */
  public served = 0;

  public constructor(
    private readonly identity: Identity,
    private readonly options: StandInOptions,
  ) {}

  /** The port; the same from the first start to the last, as a pod keeps its address when a container restarts. */
  public get port(): number {
    return this.ownPort;
  }

  public get serving(): boolean {
    return this.server !== undefined && !this.stopping;
  }

  public async start(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    server.keepAliveTimeout = this.options.keepAliveMilliseconds;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.ownPort, '127.0.0.1', resolve);
    });
    this.ownPort = (server.address() as AddressInfo).port;
    this.server = server;
    this.stopping = false;
  }

  /** Answers each request so many milliseconds later. */
  public slow(milliseconds: number): void {
    this.delay = milliseconds;
  }

  /** Answers the readiness probe's path with 500, or no longer. */
  public sick(ill: boolean): void {
    this.ill = ill;
  }

  /** What SIGTERM does to the program: no new connections, idle ones closed, what has begun is answered. */
  public async terminate(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.stopping = true;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    this.server = undefined;
  }

  /** What SIGKILL or a crash does to the program: every connection is cut. */
  public async kill(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    if (this.delay > 0) await sleep(this.delay);
    const refused = this.ill && request.url?.split('?')[0] === this.options.probePath;
    if (this.stopping) response.setHeader('connection', 'close');
    response.writeHead(refused ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(this.identity));
    this.served += 1;
  }
}
