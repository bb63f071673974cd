import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawing } from './architecture/drawing';
import { readStacks } from './architecture/stacks';
import { synth } from '../examples/synth';
import { EXAMPLE, STACKS } from '../integ/story/demo-facts';

/** The picture of the architecture, drawn from what the example is synthesized to: the same stacks, the same picture. */
export async function architecture(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'docnow-picture-'));
  try {
    const outdir = await synth(EXAMPLE, folder);
    const made = readdirSync(join(outdir, 'stacks')).sort();
    if (made.join() !== [...STACKS].sort().join()) {
      throw new Error(`the example has the stacks ${made.join(', ')}; demo-facts.ts names ${STACKS.join(', ')}`);
    }
    return drawing(`The stacks of ${EXAMPLE}`, readStacks(outdir, STACKS));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the picture is committed. */
export const PICTURE = join(__dirname, 'architecture.svg');

if (require.main === module) void architecture().then((svg) => writeFileSync(PICTURE, svg));
