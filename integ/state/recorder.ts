import { createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/**
 * Stands between a client and S3 and DynamoDB, and writes down what is called, in IAM's words. It also stands for TLS, without
 * which the buckets answer nobody.
 */
export interface Recorder {
  readonly endpoint: string;
  /** Each action with what it was about, once, in the order of the alphabet. */
  calls(): string[];
  stop(): Promise<void>;
}

/** What S3 asks of a policy for an object (Amazon S3 User Guide, "Required permissions for Amazon S3 API operations"). */
const OF_OBJECTS: Record<string, string> = {
  HEAD: 's3:GetObject',
  GET: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

/** @param upstream where AWS is */
export async function startRecorder(upstream: string): Promise<Recorder> {
  const seen = new Set<string>();
  const { hostname, port } = new URL(upstream);
  const relay = async (from: IncomingMessage, to: ServerResponse) => {
    const body = await buffer(from);
    seen.add(inWordsOfIam(from, body));
    const { expect, ...said } = from.headers;
    const headers = { ...said, 'x-forwarded-proto': 'https' };
    const { method, url: path } = from;
    request({ hostname, port, method, path, headers }, (answer) => {
      pipeline(answer, to.writeHead(answer.statusCode!, answer.headers), () => {});
    })
      .once('error', (error) => to.destroy(error))
      .end(body);
  };
  const server = createServer((from, to) => {
    relay(from, to).catch((error: Error) => to.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => [...seen].sort(),
    stop: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function inWordsOfIam({ method = '', url = '/', headers }: IncomingMessage, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (target) {
    const { Item, Key } = JSON.parse(body.toString());
    return `dynamodb:${String(target).split('.').pop()} ${(Item ?? Key).LockID.S}`;
  }
  const [, bucket, ...key] = new URL(url, 'http://127.0.0.1').pathname.split('/');
  const object = key.join('/');
  return object ? `${OF_OBJECTS[method]} arn:aws:s3:::${bucket}/${object}` : `s3:ListBucket arn:aws:s3:::${bucket}`;
}
