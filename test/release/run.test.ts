import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../src/release/exit-code';
import { Run } from '../../src/release/run';
import { Site } from '../../src/release/site';
import { Command } from '../../src/release/tools/command';
import { Shell } from '../../src/release/tools/shell';
import { Terraform } from '../../src/release/tools/terraform';

const RULE = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener-rule/1';

describe('a run', () => {
  test('moves the traffic at its beginning alone: who has moved it since is not overrun', async () => {
    const found = (color: string) => ({
      ...{ rule: RULE, division: { [color]: 100 }, recorded: `${color}=100` },
      ...{ healthy: { blue: 1, green: 1 }, workers: { blue: 'active', green: 'standby' } },
    });
    // Blue has it, this moves it to green, and somebody moves it back before the workers are looked at.
    const looks = [found('blue'), found('blue')];
    const applied: string[] = [];
    const change = {
      type: 'aws_lb_listener_rule',
      address: 'rule',
      change: { actions: ['update'], before: { arn: RULE } },
    };
    const site = {
      options: { yes: true, reason: '', skipGuards: '' },
      project: { colors: ['blue', 'green'], figures: [], environments: {} },
      find: async () => looks.shift(),
      log: { who: async () => ({}), put: async () => {} },
      shell: { show: async (command: string) => applied.push(command) },
      switch: {
        planCommand: () => 'plan',
        applyCommand: 'apply',
        planned: async () => ({
          json: JSON.stringify({ resource_changes: [{ mode: 'managed', ...change }] }),
          sha256: '',
        }),
        forget: async () => {},
      },
    } as unknown as Site;
    await expect(new Run(site, { active: 'green' }, 'switch green').finish()).rejects.toMatchObject({
      code: ExitCode.INCOMPLETE,
      message: expect.stringContaining(
        'Somebody else is at it: traffic was where it was to go, and by now goes to blue=100.',
      ),
    });
    expect(applied).toEqual(['plan', 'apply']);
  });
});

test('a state is outdated by its serial number alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docnow-outdate-'));
  const state = '{\n  "version": 4,\n  "serial": 9,\n  "resources": [{"serial": 7, "long": 12345678901234567890}]\n}\n';
  const typed: string[] = [];
  const read = async ({ args: [, ...args] }: Command) => {
    typed.push(args.join(' ').replace(/docnow\S+/, 'FILE'));
    if (args[1] === 'pull') return state;
    expect(readFileSync(join(folder, args[3]), 'utf8')).toBe(state.replace('"serial": 9', '"serial": 10'));
    return '';
  };
  const options = { workspace: 'default', lockTimeout: '20s' };
  await new Terraform('blue', folder, { read } as unknown as Shell, options).outdate();
  expect(typed).toEqual(['state pull', 'state push -lock-timeout=20s FILE']);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
