import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onLeaving } from '../rig/processes/leaving';
import { until } from '../rig/processes/until';
import { cacheFolder } from '../rig/tools/cache';

/** A demo that runs: who it is, and since when. */
interface Running {
  readonly pid: number;
  readonly since: string;
}

const note = () => join(cacheFolder(), 'demo.json');

/** Notes that a demo runs, until this process leaves. @throws when an earlier one still does */
export function claimDemo(file = note()): void {
  const other = running(file);
  if (other) {
    throw new Error(
      `An earlier demo is still running: process ${other.pid}, since ${other.since}. ` +
        'Two would take the machine from each other. Stop it by Ctrl-C where it runs, or by `npm run demo -- --stop`.',
    );
  }
  mkdirSync(dirname(file), { recursive: true });
  const own: Running = { pid: process.pid, since: new Date().toISOString() };
  writeFileSync(file, JSON.stringify(own));
  onLeaving(() => rmSync(file, { force: true }));
}

/** Has a running demo tear itself down, and waits for that. @returns what was done, for a person */
export async function stopDemo(file = note()): Promise<string> {
  const other = running(file);
  if (!other) return 'No demo is running.';
  process.kill(other.pid, 'SIGINT');
  await until(`demo ${other.pid} has torn itself down`, 300, () => !running(file));
  return `The demo of ${other.since} has torn itself down.`;
}

function running(file: string): Running | undefined {
  if (!existsSync(file)) return undefined;
  const other = JSON.parse(readFileSync(file, 'utf8')) as Running;
  try {
    process.kill(other.pid, 0);
    return other.pid === process.pid ? undefined : other;
  } catch {
    return undefined;
  }
}
