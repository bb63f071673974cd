import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Container, writtenPostgres } from './written';
import { RunningPostgres, startPostgres } from '../rig/servers/postgres';
import { unprivileged } from '../rig/servers/unprivileged';

/** A PostgreSQL that is made, set and asked as `Postgres` says, with another's folders and port. */
export async function started(bin: string): Promise<RunningPostgres> {
  const { server, owner } = writtenPostgres();
  const { name } = (await unprivileged('postgres')) ?? { name: userInfo().username };
  // In the image, the server's user is called postgres, as the superuser is. Elsewhere whoever runs this has to be let in.
  const initdb = server.env.POSTGRES_INITDB_ARGS.replace('peer', name === 'postgres' ? 'peer' : 'trust').split(' ');
  return startPostgres({
    bin,
    initdb,
    args: server.args,
    async setUp({ run, folder }) {
      await writeFile(join(folder, 'password'), 'only-on-loopback\n', { mode: 0o644 });
      await run('createdb', [server.env.POSTGRES_DB]);
      await run('psql', ['-d', 'postgres', '-c', "ALTER ROLE postgres PASSWORD 'of-the-image'"]);
      await run('bash', ['-c', owner], { ...server.env, PASSWORD_FILE: join(folder, 'password') });
    },
  });
}

/** Asks as the application does. */
export function ask({ run, host, port, username, password, databaseName }: RunningPostgres, sql: string, as = {}) {
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: username, PGPASSWORD: password, PGDATABASE: databaseName };
  return run('psql', ['-v', 'ON_ERROR_STOP=1', '-q', '-A', '-t', '-c', sql], { ...env, ...as }).then((said) =>
    said.trim(),
  );
}

/** Runs what a pod would, with a server's address and another's folders. */
export function job(
  { host, port, folder, run }: RunningPostgres,
  { command, env }: Container,
  more: Record<string, string>,
) {
  const mapped = { PGHOST: host, PGPORT: String(port), PASSWORD_FILE: join(folder, 'password') };
  return run(command[0], command.slice(1), { ...env, ...mapped, ...more });
}

/** A table, an index on it, and a view. */
export const FILL = `
  CREATE TABLE tweet (id serial PRIMARY KEY, text text NOT NULL, created timestamptz DEFAULT now());
  CREATE INDEX tweet_text ON tweet (text);
  INSERT INTO tweet (text) SELECT 'Grüße ' || n || repeat('x', 200) FROM generate_series(1, 20000) AS n;
  CREATE VIEW newest AS SELECT * FROM tweet ORDER BY id DESC LIMIT 10`;
/** Every value of every row. */
export const SUM = "SELECT count(*) || ' ' || md5(string_agg(t::text, '' ORDER BY id)) FROM tweet AS t";
