import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOf, unprivileged, User } from './unprivileged';
import { freePorts } from '../processes/free-ports';
import { Program, startProgram } from '../processes/program';
import { until } from '../processes/until';

/** How a PostgreSQL is started. */
export interface PostgresOptions {
  /** The folder of its programs: `findPostgres()` knows it. */
  readonly bin: string;
  /** Arguments of `initdb` in place of the rig's. */
  readonly initdb?: readonly string[];
  /** More arguments of the server, such as `['-c', 'max_connections=20']`. */
  readonly args?: readonly string[];
  /** Makes the database `docnow` and its owner of the same name, in place of the rig. */
  setUp?(server: Pick<RunningPostgres, 'run' | 'folder'>): Promise<void>;
}

/** A real PostgreSQL on loopback, with a database that belongs to the application's user. */
export interface RunningPostgres {
  readonly host: string;
  readonly port: number;
  /** Its folder, where sockets and logs are. */
  readonly folder: string;
  readonly databaseName: string;
  readonly username: string;
  readonly password: string;
  /** The user of this machine that it runs as, unless it is the one who runs this. */
  readonly user?: User;
  /** Runs one of its programs as that user, by default as the superuser through the socket. @returns what it prints */
  run(program: string, args: readonly string[], env?: Record<string, string>): Promise<string>;
  /** Ends it at once, without a checkpoint: it has to recover when it starts again. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** Kills it and deletes all. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const INITDB = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth-local=trust', '--auth-host=scram-sha-256', '--no-sync'];

/** Starts a PostgreSQL of its own on a free port. @throws with its last lines when it does not start; nothing is left then */
export async function startPostgres({
  bin,
  initdb = INITDB,
  args = [],
  setUp,
}: PostgresOptions): Promise<RunningPostgres> {
  const user = await unprivileged('postgres');
  const ids = user && { uid: user.uid, gid: user.gid };
  const folder = await folderOf(user, 'docnow-postgres-');
  const [port] = await freePorts(1);
  const data = join(folder.path, 'data');
  const [databaseName, username, password] = ['docnow', 'docnow', 'only-on-loopback'];
  let server: Program | undefined;
  const run = async (program: string, given: readonly string[], env: Record<string, string> = {}) => {
    const asSuperuser = { PGHOST: folder.path, PGPORT: String(port), PGUSER: 'postgres' };
    const whole = { PATH: `${bin}:${process.env.PATH}`, HOME: folder.path, LC_ALL: 'C.UTF-8', ...asSuperuser, ...env };
    const { stdout } = await promisify(execFile)(program, given, { cwd: folder.path, env: whole, ...ids });
    return stdout;
  };
  const start = async () => {
    const where = ['-D', data, '-p', String(port), '-k', folder.path, '-h', HOST];
    const log = join(folder.path, 'postgres.log');
    const options = { name: 'postgres', log, cwd: folder.path, as: ids };
    const started = (server = startProgram(join(bin, 'postgres'), [...where, ...args], options));
    const ready = () => run('pg_isready', ['-q', '-h', HOST]).then(() => true);
    await until('PostgreSQL answers', 60, ready, [started]);
  };
  const kill = async () => {
    // Its immediate shutdown writes nothing any more, but takes along its children, who left its process group.
    if (server?.pid !== undefined && server.ending === undefined) process.kill(server.pid, 'SIGQUIT');
    await server?.ended;
  };
  const stop = async () => {
    await kill();
    await folder.delete();
  };
  try {
    await run('initdb', ['-D', data, '--username=postgres', ...initdb]);
    // As Docker's official image does; initdb itself lets in this host alone.
    await appendFile(join(data, 'pg_hba.conf'), 'host all all all scram-sha-256\n');
    await start();
    if (setUp) {
      await setUp({ run, folder: folder.path });
    } else {
      const owner = `CREATE ROLE ${username} LOGIN PASSWORD '${password}'`;
      await run('psql', [
        '-q',
        '-d',
        'postgres',
        '-c',
        owner,
        '-c',
        `CREATE DATABASE ${databaseName} OWNER ${username}`,
      ]);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: HOST, port, folder: folder.path, databaseName, username, password, user, run, kill, start, stop };
}
