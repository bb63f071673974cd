import { createServer } from 'node:net';

/** Below the ports that Linux gives to outgoing connections (32768 on), so that none takes a pod's while it restarts. */
const [LOWEST, HIGHEST] = [20_000, 32_000];

/** A port of loopback for a pod, that nobody listens on now and no other pod of this process has had. */
export async function podPort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (!given.has(port) && (await free(port))) {
      given.add(port);
      return port;
    }
  }
}

const given = new Set<number>();

function free(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
