import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { AlbWeights, AlbWeightsProps, BlueGreenSwitch, BlueGreenSwitchProps, Color, ISwitchTarget } from '../../src';
import { resources } from '../services/fake-cluster';

const target = (name: string): ISwitchTarget => ({ color: Color.of(name), targetId: `arn:of:${name}` });

function make(changes: Partial<BlueGreenSwitchProps> = {}, weights: Partial<AlbWeightsProps> = {}) {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  new BlueGreenSwitch(stack, 'Switch', {
    strategy: new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io', ...weights }),
    targets: [target('blue'), target('green'), { color: Color.LEGACY, targetId: 'arn:of:legacy' }],
    ...changes,
  });
  return stack;
}

const synthesized = (stack: TerraformStack) => JSON.parse(Testing.synth(stack));

describe('BlueGreenSwitch', () => {
  test('is one rule, in which every target group stays', () => {
    const [rule, ...others] = resources(make(), 'aws_lb_listener_rule');
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ listener_arn: 'arn:of:listener', priority: 100 });
    expect(rule.condition).toEqual([{ host_header: { values: ['demo.docnow.io'] } }]);
    expect(rule.action[0].forward.target_group.map(({ arn }: any) => arn)).toEqual([
      'arn:of:blue',
      'arn:of:green',
      'arn:of:legacy',
    ]);
  });

  test('asks who has the traffic now, each time anew', () => {
    const { variable } = synthesized(make());
    expect(Object.keys(variable).filter((name) => !('default' in variable[name]))).toEqual([
      'active_color',
      'expected_current',
    ]);
    for (const one of Object.values<any>(variable)) expect(one.nullable).toBe(false);
  });

  test('compares and checks before anything changes, and shows when it did not', () => {
    const stack = make();
    expect(resources(stack, 'aws_lb_listener_rule')[0].lifecycle.precondition).toHaveLength(3);
    const { output } = synthesized(stack);
    expect(output.traffic.precondition).toHaveLength(1);
    expect(output.guards.value).toContain('SKIPPED');
  });

  test('wants one healthy legacy server, and of a colour as many as it is told', () => {
    const locals = Object.entries(synthesized(make({ minHealthyTargets: 3 })).locals);
    expect(locals.find(([name]) => name.includes('enough'))?.[1]).toEqual({ blue: 3, green: 3, legacy: 1 });
  });
});

describe('refuses', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map(target);
  const cases: [string, Partial<BlueGreenSwitchProps>, Partial<AlbWeightsProps>, string][] = [
    [
      'a colour twice',
      { targets: [target('blue'), target('blue')] },
      {},
      `targets is ["blue","blue"], in which 'blue'`,
    ],
    ['one target', { targets: [target('blue')] }, {}, 'switch/Switch: targets is ["blue"], and between fewer than two'],
    ['six targets', { targets: six }, {}, 'more than the 5 target groups'],
    ['nobody healthy', { minHealthyTargets: 0 }, {}, 'minHealthyTargets is 0, with which'],
    ['priority 0', {}, { priority: 0 }, 'strategy.priority is 0, which is not a priority of a rule'],
  ];
  test.each(cases)('%s', (_, changes, weights, words) => {
    expect(() => make(changes, weights)).toThrow(words);
  });

  test('a second switch in its stack', () => {
    const stack = make();
    const strategy = new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io' });
    expect(
      () => new BlueGreenSwitch(stack, 'Second', { strategy, targets: [target('blue'), target('green')] }),
    ).toThrow("switch/Second: scope is 'switch', a stack that has the switch switch/Switch already");
  });
});
