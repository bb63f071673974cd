import { readdirSync } from 'node:fs';
import { TestContext } from 'node:test';
import { onPath } from '../tools/on-path';

/** Where Debian has PostgreSQL, a folder for each major version. */
const DEBIAN = '/usr/lib/postgresql';

/** What is not on this machine, and the way out. */
export interface Lack {
  readonly lacks: string;
}

/** The folder of PostgreSQL's programs: of the newest version, or of those on PATH. */
export function findPostgres(): { readonly bin: string } | Lack {
  const onThePath = onPath('initdb');
  if (onThePath) return { bin: onThePath.replace(/\/initdb$/, '') };
  const [newest] = majors().sort((one, other) => other - one);
  if (newest !== undefined) return { bin: `${DEBIAN}/${newest}/bin` };
  return { lacks: 'PostgreSQL is not here. Install it: apt-get install postgresql.' };
}

/** The program of Redis. */
export function findRedis(): { readonly server: string; readonly cli: string } | Lack {
  const [server, cli] = [onPath('redis-server'), onPath('redis-cli')];
  if (server && cli) return { server, cli };
  return { lacks: 'Redis is not here. Install it: apt-get install redis-server.' };
}

/** The model checker, and the compiler of C for the checkers that it writes. */
export function findSpin(): { readonly spin: string; readonly cc: string } | Lack {
  const [spin, cc] = [onPath('spin'), onPath('cc')];
  if (spin && cc) return { spin, cc };
  return {
    lacks: `${spin ? 'A compiler of C' : 'Spin'} is not here. Install it: apt-get install spin build-essential.`,
  };
}

/**
 * What was found, or nothing, and then the test is skipped for all to see.
 *
 * @throws what is lacking, when REQUIRE_SERVERS=1
 */
export function orSkip<Found extends object>(context: TestContext, found: Found | Lack): Found | undefined {
  if (!('lacks' in found)) return found;
  if (process.env.REQUIRE_SERVERS === '1') throw new Error(found.lacks);
  context.skip(`${found.lacks} REQUIRE_SERVERS=1 makes this a failure.`);
  return undefined;
}

function majors(): number[] {
  try {
    return readdirSync(DEBIAN).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
