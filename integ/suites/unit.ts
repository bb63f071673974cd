import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './command';
import { Tally } from './tally';

/** The fields of Jest's JSON report that count. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** Jest over `test/`. A file that does not even load counts as a failed test. */
export async function unit(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'docnow-jest-'));
  try {
    const file = join(folder, 'report.json');
    const { output } = await command(
      'jest',
      ['--json', `--outputFile=${file}`, '--coverage=false', '--watchAll=false'],
      {
        // cdktf's test helpers leave folders behind.
        TMPDIR: folder,
      },
    );
    console.log(output);
    const report = JSON.parse(await readFile(file, 'utf8')) as Report;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
