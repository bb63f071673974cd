import { AddressInfo, connect, createServer, Socket } from 'node:net';

/** A way to a target that takes time. */
export interface Wire {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Loopback takes no time, a network does: all that is sent over this way, a connection's end included, comes so many
 * milliseconds later.
 */
export async function layWire(
  target: { readonly host: string; readonly port: number },
  milliseconds: number,
): Promise<Wire> {
  const sockets = new Set<Socket>();
  const forward = (from: Socket, to: Socket) => {
    const later = (deed: () => void) => setTimeout(deed, milliseconds);
    from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => later(() => to.destroy()));
    sockets.add(from.once('close', () => sockets.delete(from)));
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ ...target, allowHalfOpen: true, noDelay: true });
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}
