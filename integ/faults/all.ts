import { writeFile } from 'node:fs/promises';
import { page, PAGE } from './page';
import { Counted, goThrough, ROWS } from './rows';
import { FaultSite } from './site';
import { ensureAwsCli } from '../state/aws-cli';

/**
 * `npm run integ:faults`: everything that can go wrong in a switch, one after another, under load. It writes docs/faults.md if
 * all is as it says. Only those that have all of the words that are given; then nothing is written.
 */
async function main(words: string[]): Promise<void> {
  const cli = await ensureAwsCli({ say: console.error });
  if ('lacks' in cli) throw new Error(cli.lacks);
  const site = await FaultSite.start(cli.program);
  try {
    const rows = ROWS.filter(({ fault }) => words.every((word) => fault.includes(word)));
    const counted: Record<string, Counted> = {};
    for (const row of rows) {
      const began = performance.now();
      const said = await goThrough(site, row).then(
        (count) => {
          counted[row.fault] = count;
          return `${count.requests} requests, ${count.failed} failed`;
        },
        (error: Error) => `FAILED: ${error.stack}`,
      );
      console.log(`${row.fault}: ${said}; ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    if (Object.keys(counted).length < rows.length) process.exitCode = 1;
    else if (words.length === 0) await writeFile(PAGE, page(rows, counted));
  } finally {
    await site.stop();
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
