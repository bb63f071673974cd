/** Internal: what the settings are computed from. */
export interface PostgresSettings {
  readonly memoryMiB: number;
  readonly maxConnections: number;
}

/** More than this is of no use to autovacuum before version 17 (PostgreSQL's documentation, "Resource Consumption"). */
const MOST_MAINTENANCE_MIB = 1024;

/**
 * The server's arguments. All memory comes from the container's ("Resource Consumption" and "Query Planning" of
 * PostgreSQL's documentation).
 *
 * - A quarter for what all connections share, as the documentation advises for a machine of its own.
 * - A quarter for sorting, divided by the connections: even if all sort at once, nothing is killed for want of memory.
 * - The kernel's cache has what is left, and the planner is told so.
 * - No huge pages: a container that may use none, on a node that has some, is killed when it touches the first one.
 */
export function postgresArguments({ memoryMiB, maxConnections }: PostgresSettings): string[] {
  const settings = {
    max_connections: maxConnections,
    shared_buffers: `${Math.floor(memoryMiB / 4)}MB`,
    effective_cache_size: `${Math.floor((memoryMiB * 3) / 4)}MB`,
    work_mem: `${Math.floor((memoryMiB * 1024) / 4 / maxConnections)}kB`,
    maintenance_work_mem: `${Math.min(Math.floor(memoryMiB / 16), MOST_MAINTENANCE_MIB)}MB`,
    huge_pages: 'off',
    password_encryption: 'scram-sha-256',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * How the data's folder is made. Checksums tell of a disk that lies. The locale of the C library's code points, since
 * that of a language sorts differently with the next version of the library, and indexes would be wrong. Through the
 * socket, PostgreSQL's own user of the container is let in without a password, and nobody else.
 */
export const INITDB_ARGUMENTS = [
  '--data-checksums',
  '--encoding=UTF8',
  '--locale=C.UTF-8',
  '--auth-local=peer',
  '--auth-host=scram-sha-256',
];
