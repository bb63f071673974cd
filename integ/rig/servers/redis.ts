import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOf, unprivileged, User } from './unprivileged';
import { freePorts } from '../processes/free-ports';
import { Program, startProgram } from '../processes/program';
import { until } from '../processes/until';

/** How a Redis is started. */
export interface RedisOptions {
  /** Its programs: `findRedis()` knows them. */
  readonly programs: { readonly server: string; readonly cli: string };
  /** More arguments of the server, such as `['--appendonly', 'yes']`. Its folder, port and address are the rig's. */
  readonly args?: readonly string[];
}

/** A real Redis on loopback. */
export interface RunningRedis {
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  readonly user?: User;
  /** Asks it by its own command line, such as `cli('LLEN', 'urls')`. @returns what it answers, without the line's end */
  cli(...command: string[]): Promise<string>;
  /** Kills it at once, as a machine's end would. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, by default until it has read its data; with more arguments for this time. */
  start(how?: { readonly wait?: boolean; readonly args?: readonly string[] }): Promise<void>;
  /** Kills it and deletes all. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Starts a Redis of its own on a free port. @throws with its last lines when it does not start; nothing is left then */
export async function startRedis({ programs, args = [] }: RedisOptions): Promise<RunningRedis> {
  const user = await unprivileged('redis');
  const folder = await folderOf(user, 'docnow-redis-');
  const [port] = await freePorts(1);
  let server: Program | undefined;
  const cli = async (...command: string[]) => {
    const { stdout } = await promisify(execFile)(programs.cli, ['-h', HOST, '-p', String(port), ...command]);
    return stdout.replace(/\n$/, '');
  };
  const start: RunningRedis['start'] = async ({ wait = true, args: more = [] } = {}) => {
    const where = ['--dir', folder.path, '--port', String(port), '--bind', HOST];
    const log = join(folder.path, 'redis.log');
    const options = { name: 'redis', log, cwd: folder.path, as: user && { uid: user.uid, gid: user.gid } };
    const started = (server = startProgram(programs.server, [...args, ...more, ...where], options));
    if (wait) await until('Redis answers', 60, async () => (await cli('PING')) === 'PONG', [started]);
  };
  const kill = async () => server?.stop();
  const stop = async () => {
    await kill();
    await folder.delete();
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: HOST, port, folder: folder.path, user, cli, kill, start, stop };
}
