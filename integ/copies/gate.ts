import { createServer, request } from 'node:http';
import { AddressInfo } from 'node:net';

/** A way to an object store that is shut after so many writes. */
export interface Gate {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** How many writes have been let through since the last `open`. */
  readonly writes: number;
  /** Lets so many writes through, and from then on nothing: `shut` is called once. */
  open(writes: number, shut: () => void): void;
  close(): Promise<void>;
}

/** Opens a way to this endpoint. */
export async function startGate(endpoint: string): Promise<Gate> {
  const { hostname, port } = new URL(endpoint);
  let [left, passed, underWay, shut] = [Infinity, 0, 0, () => {}];
  const shutWhenDone = () => left <= 0 && underWay === 0 && shut();
  const server = createServer((asked, answered) => {
    const { method = 'GET', url: path, headers } = asked;
    // It gets no answer, as when a network is gone.
    if (left <= 0) return void shutWhenDone();
    if (method !== 'GET' && method !== 'HEAD') [left, passed] = [left - 1, passed + 1];
    underWay += 1;
    answered.on('close', () => {
      underWay -= 1;
      shutWhenDone();
    });
    const forwarded = request({ hostname, port, method, path, headers }, (answer) => {
      answered.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(answered);
    });
    forwarded.on('error', () => asked.socket.destroy());
    asked.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get writes() {
      return passed;
    },
    open(writes, then) {
      [left, passed, shut] = [writes, 0, then];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
