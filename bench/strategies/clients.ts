import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';

/** One request, as a client saw it; times are of performance.now(). */
export interface Asked {
  readonly began: number;
  readonly ended: number;
  /** Who answered; undefined when nobody did, and then why. */
  readonly color?: string;
  readonly failure?: string;
  /** Whether an answer had begun and did not come to its end. */
  readonly cut: boolean;
}

/** What clients do. */
export interface ClientOptions {
  /** Where the name leads to; it is asked whenever a connection is opened. */
  readonly origin: () => string | Promise<string>;
  readonly host: string;
  readonly connections: number;
  /** `/` is answered at once, `/slow` takes 5 s. */
  readonly path: string;
  /** Bytes that are sent with each request. @default 0 */
  readonly upload?: number;
  /** Milliseconds after which a client opens a new connection. @default - it keeps the one that it has */
  readonly keep?: number;
  /** Milliseconds between an answer and the next request. @default 5 */
  readonly rest?: number;
}

/** Clients that ask one thing after another, each over a connection of its own, and remember what became of it. */
export class Clients {
  readonly asked: Asked[] = [];
  private stopping = false;
  private readonly done: Promise<unknown>;

  /** They begin at once. */
  constructor(private readonly options: ClientOptions) {
    this.done = Promise.all(Array.from({ length: options.connections }, () => this.one()));
  }

  /** Lets what is under way come to its end. */
  async stop(): Promise<Asked[]> {
    this.stopping = true;
    await this.done;
    return this.asked;
  }

  private async one(): Promise<void> {
    const { origin, keep = Infinity, rest = 5 } = this.options;
    while (!this.stopping) {
      const client = new Client(await origin(), { keepAliveTimeout: 60_000 });
      const opened = performance.now();
      do {
        this.asked.push(await this.ask(client));
        await sleep(rest);
      } while (!this.stopping && performance.now() - opened < keep);
      await client.close();
    }
  }

  private async ask(client: Client): Promise<Asked> {
    const { host, path, upload = 0 } = this.options;
    const began = performance.now();
    let begun = false;
    try {
      const call = upload ? { method: 'POST' as const, body: Buffer.alloc(upload) } : { method: 'GET' as const };
      const { statusCode, body } = await client.request({ ...call, path, headers: { host } });
      begun = statusCode === 200;
      const text = await body.text();
      const ended = performance.now();
      if (!begun) return { began, ended, failure: `${statusCode} ${text.slice(0, 80)}`, cut: false };
      return { began, ended, color: JSON.parse(text).color, cut: false };
    } catch (error) {
      return { began, ended: performance.now(), failure: (error as Error).message, cut: begun };
    }
  }
}
