import { integration } from './suites/integration';
import { sources } from './suites/sources';
import { Tally, total } from './suites/tally';
import { unit } from './suites/unit';

/** All that `npm test` runs, one after the other, so that each has the machine to itself. */
async function main(): Promise<void> {
  const tallies: Tally[] = [];
  for (const suite of [sources, unit, integration]) tallies.push(await suite());
  const { passed, failed, skipped } = total(tallies);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

void main();
