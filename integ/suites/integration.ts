import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { Tally } from './tally';

/** The longest begin first, the very longest before all others: at the end none is to run alone for long. */
const LONGEST = [
  'release',
  'story',
  'contracts',
  'terraform',
  'operations',
  'network',
  'compute',
  'state',
  'traffic',
  'applier',
  'elasticsearch',
  'python',
].map((name) => `${name}.integ.ts`);

/** Every `integ/*.integ.ts` in a process of its own, three at a time: each may start a rig, and then mostly waits. */
export async function integration(): Promise<Tally> {
  const folder = join(__dirname, '..');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.integ.ts'))
    .sort((one, other) => place(one) - place(other) || one.localeCompare(other))
    .map((name) => join(folder, name));
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const tests = run({ files, concurrency: 3 })
    .on('test:pass', ({ details, skip }) => {
      if (details.type !== 'suite') tally[skip !== undefined ? 'skipped' : 'passed'] += 1;
    })
    .on('test:fail', ({ details }) => {
      if (details.type !== 'suite') tally.failed += 1;
    });
  for await (const text of tests.compose(new spec())) process.stdout.write(String(text));
  return tally;
}

function place(name: string): number {
  const at = LONGEST.indexOf(name);
  return at < 0 ? LONGEST.length : at;
}
