import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../project';

/**
 * The commands under a heading of `docs/state.md`, a block at a time, as they stand there.
 *
 * @throws when there is no such heading, or no commands under it
 */
export function commandsUnder(heading: string): string[] {
  const page = readFileSync(join(ROOT, 'docs', 'state.md'), 'utf8');
  const section = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  const blocks = [...(section ?? '').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands);
  if (!blocks.length) throw new Error(`docs/state.md has no commands under "${heading}"`);
  return blocks;
}
