import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onLeaving } from './leaving';

/** A folder that this process leaves nothing of. */
export interface TemporaryFolder {
  readonly path: string;
  delete(): Promise<void>;
}

/** Makes a folder of the system's temporary ones, deleted when this process leaves if not before. */
export async function temporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  const callOff = onLeaving(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    delete: async () => {
      callOff();
      await rm(path, { recursive: true, force: true });
    },
  };
}
