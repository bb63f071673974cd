import { Agent, IncomingHttpHeaders, IncomingMessage, request, ServerResponse } from 'node:http';
import { asRoot } from '../as-root';

/**
 * fakecloud takes a deleted object of a bucket with versions for one that is there: it refuses to write it under the condition
 * that there is none. S3 writes it
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). So the condition is taken from the call
 * when a look shows that there is none. What asks for the same object waits for its turn: between look and write there is
 * nobody.
 */
export class OnlyIfAbsent {
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly upstreamPort: number,
    private readonly agent: Agent,
  ) {}

  /** The headers to pass on, once it is this call's turn, which lasts until it has its answer. */
  async headers(from: IncomingMessage, to: ServerResponse): Promise<IncomingHttpHeaders> {
    const { method, url = '/', headers } = from;
    if (method !== 'PUT' || headers['if-none-match'] !== '*') return headers;
    const before = this.turns.get(url);
    this.turns.set(
      url,
      Promise.all([before, new Promise((answered) => to.once('close', answered))]).then(() => {}),
    );
    await before;
    const { 'if-none-match': condition, ...unconditional } = headers;
    return (await this.isThere(url, headers.host)) ? headers : unconditional;
  }

  private isThere(path: string, host = ''): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const headers = { host, ...asRoot('s3') };
      request({ host: '127.0.0.1', port: this.upstreamPort, agent: this.agent, method: 'HEAD', path, headers })
        .once('response', (answer) => {
          answer.resume();
          resolve(answer.statusCode !== 404);
        })
        .once('error', reject)
        .end();
    });
  }
}
