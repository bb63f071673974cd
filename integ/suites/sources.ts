import { command } from './command';
import { Tally } from './tally';

const LINTED = ['src', 'test', 'integ', 'examples', 'bench', 'docs'];

/** What can be said of the sources without running them: each command counts as one test. */
const COMMANDS: [name: string, program: string, args: string[], env?: Record<string, string>][] = [
  ['the library compiles for all languages', 'jsii', ['--silence-warnings=reserved-word']],
  ['the rig compiles', 'tsc', ['-p', 'integ/tsconfig.json']],
  ['the tests compile', 'tsc', ['-p', 'test/tsconfig.json', '--noEmit']],
  ['the benchmarks compile', 'tsc', ['-p', 'bench/tsconfig.json']],
  ['the examples compile', 'tsc', ['-p', 'examples/tsconfig.json', '--noEmit']],
  [
    'lint finds nothing',
    'eslint',
    ['--ext', '.ts', '--no-error-on-unmatched-pattern', '--max-warnings=0', ...LINTED],
    { ESLINT_USE_FLAT_CONFIG: 'false' },
  ],
];

/** Compiles and lints. */
export async function sources(): Promise<Tally> {
  let passed = 0;
  for (const [name, program, args, env] of COMMANDS) {
    const { code, output } = await command(program, args, env);
    console.log(`${output}${code === 0 ? 'ok' : 'FAILED'}: ${name}`);
    if (code === 0) passed += 1;
  }
  return { passed, failed: COMMANDS.length - passed, skipped: 0 };
}
