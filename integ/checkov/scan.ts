import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A check that a resource does not meet. */
export interface Finding {
  readonly check: string;
  readonly resource: string;
  /** The synthesized file, such as `/demo.docnow.io/stacks/blue/cdk.tf.json`. */
  readonly file: string;
  /** What is asked for. */
  readonly name: string;
}

/** What checkov says of a folder. */
export interface Scan {
  readonly passed: number;
  readonly findings: Finding[];
}

/** Has checkov look at all synthesized stacks below a folder. @throws when it looked at none, or could not read one */
export async function scan(program: string, folder: string): Promise<Scan> {
  // Without --skip-download it asks its maker's servers for more to say about each check.
  const args = [
    '-d',
    folder,
    '--framework',
    'terraform_json',
    '-o',
    'json',
    '--compact',
    '--skip-download',
    '--soft-fail',
  ];
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 64 * 1024 * 1024 });
  const { summary, results } = JSON.parse(stdout);
  if (!summary?.passed || summary.parsing_errors) {
    throw new Error(`checkov read no stack, or not all: ${stdout.slice(0, 500)}`);
  }
  const findings = results.failed_checks.map((one: Record<string, string>) => ({
    check: one.check_id,
    resource: one.resource,
    file: one.file_path,
    name: one.check_name,
  }));
  return { passed: summary.passed, findings };
}
