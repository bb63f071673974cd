import { request, RequestOptions } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';

/** A question to the API server. */
export interface Question {
  readonly method?: 'GET' | 'PATCH' | 'DELETE';
  /** Path and query. */
  readonly path: string;
  readonly accept?: string;
  readonly type?: string;
  readonly body?: unknown;
}

/** Talks JSON with the API server. */
export type Ask = (question: Question) => Promise<any>;

/** What the API server said no to. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** The server's `Status` object, where it sent one. */
    readonly answer: any,
    question: Question,
  ) {
    const text = answer?.message ?? JSON.stringify(answer);
    super(`${question.method ?? 'GET'} ${question.path.split('?')[0]}: ${status}: ${text}`);
  }
}

/** @throws Refusal when the answer is not of the 200s */
export async function connect(config: KubeConfig): Promise<Ask> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const server = config.getCurrentCluster()!.server;
  return async (question) => {
    let { status, text } = await send(server, options, question);
    // The server is busy, or has just learned of a kind: as its own clients do, ask again a second later, ten times.
    for (let again = 0; status === 429 && again < 10; again += 1) {
      await sleep(1000);
      ({ status, text } = await send(server, options, question));
    }
    const answer = text.startsWith('{') ? JSON.parse(text) : text;
    if (status < 200 || status > 299) throw new Refusal(status, answer, question);
    return answer;
  };
}

function send(server: string, options: RequestOptions, { method = 'GET', path, accept, type, body }: Question) {
  const headers = { ...options.headers, accept: accept ?? 'application/json', ...(type && { 'content-type': type }) };
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(new URL(path, server), { ...options, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode!, text: Buffer.concat(parts).toString('utf8') }));
    });
    sent.setTimeout(60_000, () => sent.destroy(new Error(`${method} ${path}: no answer within 60 s`)));
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
