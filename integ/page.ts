import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project';

/**
 * The commands under a heading of a page in `docs/`, a block at a time, as they stand there.
 *
 * @throws when there is no such heading, or no commands under it
 */
export function commandsUnder(heading: string, page = 'state.md'): string[] {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8');
  const section = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  const blocks = [...(section ?? '').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands);
  if (!blocks.length) throw new Error(`docs/${page} has no commands under "${heading}"`);
  return blocks;
}
