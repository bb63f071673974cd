import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { startBalancer } from '../rig/load/balancer';

/** Where a program listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What became of requests that met connections about to be closed. */
export interface Meeting {
  readonly requests: number;
  /** How often a client got a 502. */
  readonly badGateways: number;
  /** What else went wrong. */
  readonly others: readonly string[];
}

/**
 * Half a millisecond apart, from 32 ms before the close to 16 ms after it, since a busy machine makes all of them late:
 * some meet the moments in which the connection is closed and the balancer does not know it yet.
 */
const [CLIENTS, STEP, EARLIEST] = [96, 0.5, -32];
/** So many connections are watched to learn when they are closed; the machine makes some late, none early. */
const WATCHED = 16;

/**
 * Asks a program for something, leaves the connection idle, and finds out when the program closes it.
 *
 * @returns milliseconds: Node.js says 5 s, and newer versions wait one second more
 */
export async function idleTime(address: Address): Promise<number> {
  return Math.min(...(await Promise.all(Array.from({ length: WATCHED }, () => watched(address)))));
}

async function watched({ host, port }: Address): Promise<number> {
  const socket = createConnection(port, host);
  let answered = 0;
  socket.on('data', () => (answered = performance.now()));
  socket.write('GET /api/v1/nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve).once('error', resolve));
  return performance.now() - answered;
}

/**
 * Sends POST requests, which nobody may send twice, over connections that have been idle for about as long as the
 * program keeps them: `idle` milliseconds, a little less or more each.
 */
export async function meet(target: Address, idle: number, rounds: number): Promise<Meeting> {
  const balancer = await startBalancer(target);
  const said: string[] = [];
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, index) => {
      const client = new Client(balancer.origin, { keepAliveTimeout: 60_000 });
      // Answers come at different times, so that each connection has an idle time of its own.
      await sleep(index * 3);
      for (let round = 0; round <= rounds; round += 1) {
        said.push(await post(client));
        if (round < rounds) await sleep(idle + EARLIEST + index * STEP);
      }
      await client.close();
    }),
  );
  await balancer.stop();
  const others = said.filter((one) => one !== '404' && one !== '502');
  return { requests: said.length, badGateways: said.filter((one) => one === '502').length, others };
}

/** A route that nobody has answers 404 by the program itself, without a store. */
async function post(client: Client): Promise<string> {
  try {
    const { statusCode, body } = await client.request({ method: 'POST', path: '/api/v1/nothing', body: 'x' });
    await body.text();
    return String(statusCode);
  } catch (error) {
    return (error as Error).message;
  }
}
