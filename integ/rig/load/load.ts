import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { Figures, Tally } from './tally';

/** What is asked, and how hard. */
export interface LoadOptions {
  /** The load balancer's origin, such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** The name that the request is for (Host). */
  readonly host: string;
  /** @default / */
  readonly path?: string;
  /** More headers, such as a session's cookie. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** What an answer's text has to end with; one that ends otherwise was cut, and counts as failed. @default - anything */
  readonly ending?: string;
  /** @default 8 */
  readonly connections?: number;
  /**
   * Milliseconds that each connection rests between an answer and the next request.
   *
   * @default 2, so that what is measured has the machine, and not the measuring
   */
  readonly restMilliseconds?: number;
  /** Milliseconds without an answer that make a request count as failed. @default 10000 */
  readonly timeoutMilliseconds?: number;
}

/** A request that failed, as the client saw it. */
export interface Failure {
  /** What it carried as `x-request-id`. */
  readonly id: string;
  readonly reason: string;
}

/** Requests over kept-alive connections, one at a time on each, counted until stopped. */
export class Load {
  /** Starts at once. */
  public static start(options: LoadOptions): Load {
    return new Load(options);
  }

  /** All requests that failed. */
  public readonly failures: Failure[] = [];
  private readonly total = new Tally();
  private current = new Tally();
  private readonly marked = new Map<string, Figures>();
  private readonly clients: Client[];
  private readonly done: Promise<unknown>;
  private readonly rest = new AbortController();
  private stopping = false;

  private constructor(private readonly options: LoadOptions) {
    const bound = options.timeoutMilliseconds ?? 10_000;
    this.clients = Array.from(
      { length: options.connections ?? 8 },
      () =>
        new Client(options.origin, {
          pipelining: 1,
          keepAliveTimeout: 60_000,
          headersTimeout: bound,
          bodyTimeout: bound,
        }),
    );
    this.done = Promise.all(this.clients.map((client) => this.ask(client)));
  }

  /** The figures since the last mark or the start, kept under the name. */
  public mark(name: string): Figures {
    const figures = this.current.figures();
    this.current = new Tally();
    this.marked.set(name, figures);
    return figures;
  }

  /** The marks so far. */
  public get marks(): ReadonlyMap<string, Figures> {
    return this.marked;
  }

  /** The figures since the start. */
  public figures(): Figures {
    return this.total.figures();
  }

  /** Lets what is under way finish, closes the connections, and gives the figures of all. */
  public async stop(): Promise<Figures> {
    this.stopping = true;
    this.rest.abort();
    await this.done;
    await Promise.all(this.clients.map((client) => client.close()));
    return this.figures();
  }

  private async ask(client: Client): Promise<void> {
    const { host, path = '/', headers: more, ending = '', restMilliseconds = 2 } = this.options;
    while (!this.stopping) {
      const id = randomUUID();
      const began = performance.now();
      let failure: string | undefined;
      let from: { pod?: string; color?: string } = {};
      try {
        const asked = { method: 'GET', path, headers: { ...more, host, 'x-request-id': id } } as const;
        const { statusCode, headers, body } = await client.request(asked);
        const text = await body.text();
        if (statusCode < 200 || statusCode > 299) failure = `${statusCode} ${text.slice(0, 200)}`;
        else if (!text.endsWith(ending)) failure = `cut after ${text.length} characters`;
        else from = headers['x-pod'] ? { pod: String(headers['x-pod']) } : identity(text);
      } catch (error) {
        failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      }
      if (failure !== undefined) this.failures.push({ id, reason: failure });
      for (const tally of [this.total, this.current]) tally.add(performance.now() - began, failure, from);
      // Waiting after a failure keeps an outage from being counted as fast as the machine can fail.
      await sleep(failure ? Math.max(restMilliseconds, 50) : restMilliseconds, undefined, {
        signal: this.rest.signal,
      }).catch(() => undefined);
    }
  }
}

/** Who answered: a stand-in says it in its answer. */
function identity(text: string): { pod?: string; color?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
