import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import {
  AlbWeights,
  BlueGreenSwitch,
  BlueGreenSwitchProps,
  Color,
  GatewayWeights,
  ISwitchTarget,
  MaintenancePage,
  ServiceFrontDoor,
  ServiceSelector,
} from '../../src';
import { FakeCluster } from '../services/fake-cluster';

const target = (color: Color): ISwitchTarget => ({
  color,
  targetId: `arn:of:${color.name}`,
  ...(color === Color.LEGACY ? { minHealthyTargets: 1 } : {}),
});

const cluster = new FakeCluster();

function switchStack(changes: Partial<BlueGreenSwitchProps> = {}): TerraformStack {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  new BlueGreenSwitch(stack, 'Switch', {
    strategy: new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io' }),
    targets: [Color.BLUE, Color.GREEN, Color.LEGACY].map(target),
    ...changes,
  });
  return stack;
}

function written(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack));
}

describe('BlueGreenSwitch', () => {
  test('asks each time where requests go and where they went', () => {
    const { variable } = written(switchStack());
    const asked = Object.entries<any>(variable).filter(([, { default: value }]) => value === undefined);
    expect(asked.map(([name]) => name)).toEqual(['active_color', 'expected_current']);
    for (const one of Object.values<any>(variable)) expect(one.nullable).toBe(false);
  });

  test.each([
    [
      'active_color',
      "active_color is '${var.active_color}', which is none of blue, green, legacy. Use one of these, such as -var active_color=blue.",
    ],
    [
      'expected_current',
      "expected_current is '${var.expected_current}', which does not say how requests are divided between blue, green, legacy. Use blue, or blue=90,green=10; none before the first apply.",
    ],
    [
      'canary_color',
      "canary_color is '${var.canary_color}', which is none of blue, green, legacy. Use one of these, or leave it out.",
    ],
    [
      'canary_weight',
      'canary_weight is ${var.canary_weight}, which is not a percentage. Use a whole number from 0 to 100, or leave it out.',
    ],
  ])('tells what %s can be', (name, words) => {
    expect(written(switchStack()).variable[name].validation[0].error_message).toBe(words);
  });

  test('changes one resource, under guards that name the way out', () => {
    const { resource } = written(switchStack());
    expect(Object.keys(resource)).toEqual(['aws_lb_listener_rule']);
    const [rule] = Object.values<any>(resource.aws_lb_listener_rule);
    const messages = rule.lifecycle.precondition.map((one: any) => one.error_message);
    expect(messages).toHaveLength(7);
    for (const message of messages) {
      expect(message).toMatch(/Leave canary_color out|Add -var|use -var|plan anew|hand in/);
    }
  });

  test('refuses a part of the traffic where the strategy knows all or nothing', () => {
    const stack = new TerraformStack(new App(), 'switch');
    const frontDoor = new ServiceFrontDoor(stack, 'Front', { cluster });
    new BlueGreenSwitch(stack, 'Switch', { strategy: new ServiceSelector({ frontDoor }), targets: frontDoor.targets });
    const [{ lifecycle }] = Object.values<any>(written(stack).resource.kubernetes_service_v1).filter(
      (s) => s.lifecycle?.precondition,
    );
    expect(lifecycle.precondition[2]).toEqual({
      condition: '${contains([0, 100], var.canary_weight)}',
      error_message:
        "canary_color is '${var.canary_color}' with canary_weight ${var.canary_weight}, but ServiceSelector leads all " +
        'requests to one colour. Leave both out, or divide traffic by another strategy, such as GatewayWeights.',
    });
  });

  test('keeps no client with a colour where it is not wanted', () => {
    const [rule] = Object.values<any>(written(switchStack({ stickyCanary: false })).resource.aws_lb_listener_rule);
    expect(rule.action[0].forward.stickiness.enabled).toBe('${tobool(false)}');
  });

  test('needs nobody healthy for a page', () => {
    const page = new MaintenancePage();
    const { output } = written(switchStack({ targets: [...[Color.BLUE, Color.GREEN].map(target), page] }));
    expect(output.docnow_release_healthy_targets.value).toEqual({ blue: 2, green: 2, maintenance: 0 });
    expect(output.docnow_release.value.targets.maintenance).toBe(page.targetId);
  });

  test('says where requests go, refuses a first apply over another, and why guards were skipped', () => {
    const { output } = written(switchStack());
    expect(output.traffic.value).toBe('${local.wanted_text}');
    expect(output.traffic.precondition.error_message).toContain("expected_current is 'none', as at the first apply");
    expect(output.skipped_guards.value).toBe('${var.skip_guards}');
  });

  test.each<[string, Partial<BlueGreenSwitchProps>, string]>([
    [
      'a colour twice',
      { targets: [Color.BLUE, Color.of('blue')].map(target) },
      `switch/Switch: targets is ["blue","blue"], in which 'blue' stands twice. Give each target a colour of its own.`,
    ],
    [
      'a single target',
      { targets: [target(Color.BLUE)] },
      'switch/Switch: targets is ["blue"], fewer than the 2 that one can switch between. Give frontDoor.targets.',
    ],
    [
      'two colours that are one',
      { targets: [Color.BLUE, Color.GREEN].map((color) => ({ color, targetId: 'arn:of:blue' })) },
      'switch/Switch: targets is ["blue","green"], of which blue and green lead to the same place, so that switching ' +
        'between them does nothing. Give each colour a target group of its own.',
    ],
    [
      'nobody to be asked',
      { guards: [] },
      'switch/Switch: guards is [], with which traffic could be sent where nobody answers. ' +
        'Leave it out, or give HealthyTargets or another guard.',
    ],
    [
      'clients that stay, where none can',
      {
        strategy: new GatewayWeights({ cluster, hostName: 'd.example.org', gatewayName: 'g', gatewayNamespace: 'g' }),
        stickyCanary: true,
      },
      'switch/Switch: stickyCanary is true, but GatewayWeights cannot keep a client with the colour that first answered it. ' +
        'Leave it out, or divide traffic by AlbWeights behind an Application Load Balancer.',
    ],
  ])('refuses %s', (_, changes, words) => {
    expect(() => switchStack(changes)).toThrow(words);
  });

  test('refuses a second switch in its stack', () => {
    const strategy = new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io' });
    const targets = [Color.BLUE, Color.GREEN].map(target);
    const stack = switchStack();
    expect(() => new BlueGreenSwitch(stack, 'Other', { strategy, targets })).toThrow(
      "switch/Other: scope is 'switch', a stack that has the switch switch/Switch already. Give each switch a stack " +
        'of its own, so that a command moves the traffic of one site alone.',
    );
  });
});
