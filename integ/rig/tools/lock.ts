import { randomUUID } from 'node:crypto';
import { unlinkSync, utimesSync } from 'node:fs';
import { link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onLeaving } from '../processes/leaving';

/** How often a holder shows that it lives, and after how long without a sign a lock counts as left behind. */
const PULSE = 2000;
const DEAD = 15_000;

/**
 * Does some work while no other process that asks for the same lock does.
 *
 * A holder touches the lock's file again and again: one that was killed, on this machine or in a container that shares
 * the folder, holds nobody up for long, which a process id would not promise.
 *
 * @param waits called once, when somebody else holds it
 */
export async function locked<T>(path: string, work: () => Promise<T>, waits: () => void): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  for (let tries = 0; !(await taken(path)); tries += 1) {
    if (tries === 0) waits();
    await sleep(500);
  }
  const pulse = setInterval(() => utimesSync(path, new Date(), new Date()), PULSE);
  const callOff = onLeaving(() => unlinkSync(path));
  try {
    return await work();
  } finally {
    clearInterval(pulse);
    callOff();
    await rm(path, { force: true });
  }
}

async function taken(path: string): Promise<boolean> {
  const mine = `${path}.${randomUUID()}`;
  const touched = await stat(path).catch(() => undefined);
  if (touched && Date.now() - touched.mtimeMs > DEAD) {
    await rename(path, mine).catch(() => undefined);
    await rm(mine, { force: true });
  }
  await writeFile(mine, `${process.pid}\n`);
  try {
    // Of several who link, one succeeds.
    await link(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
}
