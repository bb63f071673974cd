import { Host } from '../rig/pods/programs/host';
import { findPostgres, findRedis, Lack } from '../rig/servers/found';
import { RunningPostgres, startPostgres } from '../rig/servers/postgres';
import { RunningRedis, startRedis } from '../rig/servers/redis';

/** The namespace in which the application's stores would be. */
export const DATA = 'docnow-data';
export const REDIS_HOST = `redis.${DATA}.svc.cluster.local`;
export const POSTGRES_HOST = `postgres.${DATA}.svc.cluster.local`;

/** Real servers behind the names that pods know. */
export interface Stores {
  readonly redis: RunningRedis;
  readonly postgres: RunningPostgres;
  /** Asks the database. @returns rows as text, columns divided by `|` */
  query(sql: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** What is needed for it that is not here, or undefined. */
export function lacking(): Lack | undefined {
  return [findPostgres(), findRedis()].find((found) => 'lacks' in found) as Lack | undefined;
}

/** Starts a PostgreSQL and a Redis, and lets the pods of a host reach them. @throws what is lacking */
export async function startStores(host: Host): Promise<Stores> {
  const [foundPostgres, foundRedis] = [findPostgres(), findRedis()];
  if ('lacks' in foundPostgres) throw new Error(foundPostgres.lacks);
  if ('lacks' in foundRedis) throw new Error(foundRedis.lacks);
  const redis = await startRedis({ programs: foundRedis });
  const postgres = await startPostgres(foundPostgres).catch(async (error) => {
    await redis.stop();
    throw error;
  });
  host.services.set(`${REDIS_HOST}:6379`, redis.port);
  host.services.set(`${POSTGRES_HOST}:5432`, postgres.port);
  const query = async (sql: string) => {
    const answer = await postgres.run('psql', ['-AtX', '-d', postgres.databaseName, '-c', sql]);
    return answer.trim().split('\n').filter(Boolean);
  };
  return { redis, postgres, query, stop: async () => void (await Promise.all([redis.stop(), postgres.stop()])) };
}
