import { Agent, createServer, IncomingMessage, request, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { actionOf, CallLog } from './calls';
import { Faults, goWrong } from './faults';
import { Mend } from './mend';
import { OnlyIfAbsent } from './mends/only-if-absent';

/** Passes on what clients of AWS say, counts it, and mends where fakecloud is not like AWS. */
export interface Proxy {
  readonly port: number;
  readonly calls: CallLog;
  readonly faults: Faults;
  stop(): Promise<void>;
}

/** Listens on a free port of loopback, in front of what answers on another. */
export async function startProxy(upstreamPort: number, mends: readonly Mend[]): Promise<Proxy> {
  const [calls, faults] = [new CallLog(), new Faults()];
  const agent = new Agent({ keepAlive: true });
  const onlyIfAbsent = new OnlyIfAbsent(upstreamPort, agent);
  // Never the first to hang up: a client would read that as a failed call.
  const server = createServer({ keepAliveTimeout: 0 }, (from, to) => {
    relay(from, to).catch((error: Error) => refuse(to, error));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));

  async function relay(from: IncomingMessage, to: ServerResponse): Promise<void> {
    // Only forms are held back to be read, they are small. All else, S3's objects above all, streams through.
    const isForm = from.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const form = isForm ? new URLSearchParams(await text(from)) : undefined;
    const action = actionOf(from, form);
    if (!from.url?.startsWith('/_fakecloud/')) calls.add(action);
    const fault = faults.meet(action, from);
    if (fault && !fault.acted && (await goWrong(fault, to))) return;
    const own = form ? mends.filter((mend) => mend.actions.includes(action)) : [];
    const body = form && Buffer.from(own.reduce((asked, mend) => mend.ask?.(asked) ?? asked, form).toString());
    // Host goes on as it is: S3 reads the bucket's name from it. The expected 100 Continue was already sent from here.
    const { expect, ...headers } = await onlyIfAbsent.headers(from, to);
    if (body) headers['content-length'] = String(body.length);
    const { method, url: path } = from;
    const upstream = request({ host: '127.0.0.1', port: upstreamPort, agent, method, path, headers }, (answer) => {
      const { connection, ...said } = answer.headers;
      const answers = answer.statusCode === 200 ? own.filter((mend) => mend.answer) : [];
      if (!answers.length && !fault?.acted) {
        pipeline(answer, to.writeHead(answer.statusCode!, said), () => {});
        return;
      }
      text(answer).then(
        async (xml) => {
          const mended = Buffer.from(answers.reduce((read, mend) => mend.answer!(read, form!), xml));
          // Only now: a mend remembers what AWS has done, whether the client hears of it or not.
          if (fault?.acted && (await goWrong(fault, to))) return;
          to.writeHead(answer.statusCode!, { ...said, 'content-length': mended.length }).end(mended);
        },
        refuse.bind(undefined, to),
      );
    });
    upstream.once('error', (error) => refuse(to, error));
    // Only for a client that went away: after an answer, the connection is already another call's.
    to.once('close', () => to.writableFinished || upstream.destroy());
    if (body) upstream.end(body);
    else from.pipe(upstream);
  }

  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    agent.destroy();
  };
  return { port: (server.address() as AddressInfo).port, calls, faults, stop };
}

function refuse(to: ServerResponse, error: Error): void {
  if (to.headersSent) to.destroy(error);
  else to.writeHead(502, { 'content-type': 'text/plain' }).end(`fakecloud did not answer: ${error.message}`);
}
