import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Exit, Hook, Workload } from './workload';

/** Who a stand-in says it is. */
export interface Identity {
  readonly pod: string;
  readonly color: string;
  readonly image: string;
}

/** How a stand-in serves. */
export interface StandInOptions {
  /** Milliseconds from its start to the first answer: what a program needs to come up. */
  readonly startMilliseconds: number;
  /** Milliseconds after which a connection that nothing came over is closed; Node.js's default is 5000. */
  readonly keepAliveMilliseconds: number;
  /** The path that answers 500 while the stand-in is sick. */
  readonly probePath?: string;
}

/** Stands for the program of one pod: answers every request with the pod's name, colour and image, on a port of loopback. */
export class StandIn implements Workload {
  private server?: Server;
  private ended?: (exit: Exit) => void;
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

  public async start(): Promise<{ ended: Promise<Exit> }> {
    await sleep(this.options.startMilliseconds);
    const server = createServer((request, response) => void this.answer(request, response));
    server.keepAliveTimeout = this.options.keepAliveMilliseconds;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.ownPort, '127.0.0.1', resolve);
    });
    this.ownPort = (server.address() as AddressInfo).port;
    this.server = server;
    this.stopping = false;
    return { ended: new Promise((resolve) => (this.ended = resolve)) };
  }

  /** Answers each request so many milliseconds later. */
  public slow(milliseconds: number): void {
    this.delay = milliseconds;
  }

  /** Answers the readiness probe's path with 500, or no longer. */
  public sick(ill: boolean): void {
    this.ill = ill;
  }

  /** No new connections, idle ones closed, what has begun is answered. */
  public terminate(): void {
    this.stopping = true;
    this.server?.close(() => this.end(0));
  }

  /** Every connection is cut. */
  public async kill(): Promise<void> {
    const { server } = this;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    this.end(137);
  }

  public async hook({ sleep: seconds = 0 }: Hook, over: AbortSignal): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: over }).catch(() => undefined);
  }

  private end(code: number): void {
    this.server = undefined;
    this.ended?.({ code });
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
