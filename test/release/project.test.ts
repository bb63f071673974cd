import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, S3Backend, TerraformStack } from 'cdktf';
import { AlbWeights, BlueGreenSwitch, Color, DocNowEnvironment, HealthyTargets } from '../../src';
import { ExitCode } from '../../src/release/exit-code';
import { optionsIn } from '../../src/release/options';
import { findProject } from '../../src/release/project';
import { USAGE } from '../../src/release/usage';
import { goodProps, TestEntry } from '../environment/world';

let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'docnow-release-test-'));
});

afterEach(() => rmSync(out, { recursive: true }));

/** Sites with a switch each, between blue, which has a stack, and legacy, which has none. */
function synth(...sites: string[]): void {
  const app = new App({ outdir: out, skipValidation: true });
  for (const site of sites) {
    const trafficSwitch = new TerraformStack(app, `${site}switch`);
    new AwsProvider(trafficSwitch, 'aws', { region: 'us-east-1' });
    new S3Backend(trafficSwitch, { bucket: 'states', key: 'switch.tfstate', region: 'us-east-1' });
    const entry = Object.assign(new TestEntry(Color.BLUE), { targetId: `arn:of:${site}blue` });
    new BlueGreenSwitch(trafficSwitch, 'Switch', {
      strategy: new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io' }),
      targets: [entry, { color: Color.LEGACY, targetId: 'arn:of:legacy', minHealthyTargets: 1 }],
      guards: [new HealthyTargets({ min: 3 })],
    });
    new DocNowEnvironment(new TerraformStack(app, `${site}blue`), 'DocNow', goodProps({ entry }));
  }
  app.synth();
}

describe('a project', () => {
  test('is found in what was synthesized', () => {
    synth('');
    const { switchStack, colors, needed, figures, environments } = findProject(out);
    expect(switchStack).toMatchObject({ name: 'switch', bucket: { name: 'states', region: 'us-east-1' } });
    expect([colors, needed]).toEqual([['blue', 'legacy'], { blue: 3, legacy: 1 }]);
    expect(figures).toEqual(['healthy_targets']);
    expect(Object.keys(environments)).toEqual(['blue']);
    expect(environments.blue).toMatchObject({
      name: 'blue',
      folder: join(out, 'stacks', 'blue'),
      workers: ['stream-loader', 'url-fetcher'],
    });
  });

  test('of several sites is the one that is named, with its own colours', () => {
    synth('one-', 'two-');
    expect(() => findProject(out)).toThrow(
      'there are several switches: one-switch, two-switch. Say which: --switch one-switch.',
    );
    expect(findProject(out, 'two-switch').environments.blue.name).toBe('two-blue');
    expect(() => findProject(out, 'blue')).toThrow(
      `no stack blue in ${out}/stacks has a switch. Those that have one: one-switch, two-switch.`,
    );
  });

  test('is not found where nothing was synthesized', () => {
    expect(() => findProject('/nowhere')).toThrow(
      '/nowhere/stacks is not here: this is not the folder in which the stacks were synthesized, or they were not yet. ' +
        'Change into it, or name what cdktf wrote: --out PATH/TO/cdktf.out.',
    );
  });
});

describe('a command line', () => {
  test('has times in seconds, minutes and hours, and variables by their names', () => {
    const { words, options } = optionsIn([
      'switch',
      'green',
      '--bake',
      '15m',
      '--every',
      '30s',
      '--var',
      'a=b=c',
      '-y',
    ]);
    expect(words).toEqual(['switch', 'green']);
    expect(options).toMatchObject({ bake: 900, every: 30, var: { a: 'b=c' }, yes: true, out: 'cdktf.out' });
  });

  test.each([
    [['--bake', '15'], '--bake 15 is no time: write it as 30s, 15m or 1h.'],
    [
      ['--back-when-sick'],
      '--back-when-sick says what to do while the new colour is watched. Say for how long: --bake 15m.',
    ],
    [['--skip-guards', ' '], "--skip-guards wants the reason, for the log: --skip-guards 'why'."],
    [['--now', ''], "--now wants the reason, for the log: --now 'why'."],
    [['--var', 'a'], '--var a is not NAME=VALUE.'],
    [['--force'], "Unknown option '--force'"],
  ])('is refused when it says %p', (args, words) => expect(() => optionsIn(args)).toThrow(words));
});

test('the page and the usage tell all exit codes', () => {
  const page = readFileSync(join(__dirname, '../../docs/release.md'), 'utf8');
  const codes = Object.values(ExitCode).filter((code) => typeof code === 'number');
  expect([...page.matchAll(/^\| (\d) \|/gm)].map(([, code]) => Number(code))).toEqual(codes);
  for (const code of codes) expect(USAGE).toMatch(new RegExp(`\\b${code} [a-z]`));
});
