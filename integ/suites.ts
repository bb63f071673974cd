import { integration } from './suites/integration';
import { sources } from './suites/sources';
import { Tally, total } from './suites/tally';
import { unit } from './suites/unit';

/** All that `npm test` runs: what wants one processor each at the same time, and then what wants the whole machine. */
async function main(): Promise<void> {
  const tallies: Tally[] = await Promise.all([sources(), unit()]);
  tallies.push(await integration());
  const { passed, failed, skipped } = total(tallies);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

void main();
