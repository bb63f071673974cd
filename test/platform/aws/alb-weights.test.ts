import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Fn, TerraformStack, Testing, Token } from 'cdktf';
import { AlbWeights, AlbWeightsProps, Color, MaintenancePage, WeightedTarget } from '../../../src';

function newStack(): TerraformStack {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  return stack;
}

function divided(
  props: Partial<AlbWeightsProps> = {},
  colors = ['blue', 'green'],
  more: WeightedTarget[] = [],
): TerraformStack {
  const stack = newStack();
  new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io', ...props }).divide(stack, 'Rule', {
    targets: [
      ...colors.map((name, index) => ({
        target: { color: Color.of(name), targetId: `arn:of:${name}` },
        weight: index === 0 ? 100 : 0,
      })),
      ...more,
    ],
    sticky: Fn.tobool(false),
    preconditions: [{ condition: '${true}', errorMessage: 'No.' }],
  });
  return stack;
}

const only = (map: object): any => Object.values(map)[0];

describe('AlbWeights', () => {
  test('is one rule about the host, to which all target groups are attached', () => {
    const { resource } = JSON.parse(Testing.synth(divided()));
    expect(only(resource.aws_lb_listener_rule)).toEqual(
      expect.objectContaining({
        listener_arn: 'arn:of:listener',
        priority: 100,
        condition: [{ host_header: { values: ['demo.docnow.io'] } }],
        action: [
          {
            type: 'forward',
            forward: {
              target_group: [
                { arn: 'arn:of:blue', weight: 100 },
                { arn: 'arn:of:green', weight: 0 },
              ],
              stickiness: { enabled: '${tobool(false)}', duration: 3600 },
            },
          },
        ],
        lifecycle: { precondition: [{ condition: '${true}', error_message: 'No.' }] },
      }),
    );
  });

  test('answers a page in the place of all groups, which another rule keeps attached', () => {
    const page = new MaintenancePage({ body: 'Back at ${time}.', contentType: 'text/plain' });
    const { resource } = JSON.parse(
      Testing.synth(divided({ priority: 7 }, undefined, [{ target: page, weight: Token.asNumber('${local.page}') }])),
    );
    const { Rule: rule, RuleAttached: attached } = Object.fromEntries(
      Object.entries<any>(resource.aws_lb_listener_rule).map(([id, one]) => [id.replace(/_.*/, ''), one]),
    );
    const closed = 'tonumber("${local.page}") == 100';
    expect(rule.action).toEqual([
      {
        type: `\${${closed} ? "fixed-response" : "forward"}`,
        dynamic: {
          forward: {
            for_each: `\${!(${closed}) ? [1] : []}`,
            content: {
              target_group: [
                { arn: 'arn:of:blue', weight: 100 },
                { arn: 'arn:of:green', weight: 0 },
              ],
              stickiness: { enabled: '${tobool(false)}', duration: 3600 },
            },
          },
          fixed_response: {
            for_each: `\${${closed} ? [1] : []}`,
            content: { status_code: '503', content_type: 'text/plain', message_body: 'Back at $${time}.' },
          },
        },
      },
    ]);
    expect(rule.lifecycle.precondition[1].error_message).toBe(
      'maintenance is to get ${tonumber("${local.page}")} of 100 requests, but it is a page that the load balancer answers ' +
        'itself: everybody gets it, or nobody. Leave canary_color and canary_weight out.',
    );
    expect([rule.priority, attached.priority, attached.condition]).toEqual([
      7,
      8,
      [{ source_ip: { values: ['192.0.2.1/32'] } }],
    ]);
    expect(attached.action[0].forward.target_group).toEqual([
      { arn: 'arn:of:blue', weight: 1 },
      { arn: 'arn:of:green', weight: 1 },
    ]);
  });

  const page = { target: new MaintenancePage(), weight: 0 };
  test.each<[string[], WeightedTarget[], string]>([
    [['blue'], [page, page], 'switch: targets is ["blue"], beside 2 pages. Give one MaintenancePage.'],
    [[], [page], 'switch: targets is [], beside a page alone. Give frontDoor.targets, too.'],
    [
      ['blue'],
      [{ target: { color: Color.GREEN, targetId: 'web.docnow-green' }, weight: 0 }],
      `switch: targets is ["blue","green"], of which green is known as 'web.docnow-green', which is no target group. Give`,
    ],
  ])('refuses %j beside what is no colour', (colors, more, words) => {
    expect(() => divided({}, colors, more)).toThrow(words);
  });

  test('asks the listener at the plan, at the apply, or the rule that was made', () => {
    const asked = (reading: object) => {
      const stack = newStack();
      const weights = new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io' });
      weights.read(stack, 'Now', { when: Fn.tobool(true), ...reading });
      return only(JSON.parse(Testing.synth(stack)).data.aws_lb_listener_rule);
    };
    expect(asked({})).toMatchObject({
      listener_arn: 'arn:of:listener',
      priority: 100,
      count: '${tobool(true) ? 1 : 0}',
    });
    expect(asked({ atApply: true }).listener_arn).toBe('${(timestamp() == "never") ? "" : "arn:of:listener"}');
    const made = asked({ division: 'arn:of:rule' });
    expect([made.arn, made.listener_arn, made.priority]).toEqual(['arn:of:rule', undefined, undefined]);
  });

  test.each<[Partial<AlbWeightsProps>, string[], string]>([
    [
      {},
      ['a', 'b', 'c', 'd', 'e', 'f'],
      `switch: targets is ["a","b","c","d","e","f"], which are 6; a load balancer's rule takes 5 (the quota "Target groups per action on an Application Load Balancer", which cannot be raised). Leave out colours that are gone.`,
    ],
    [
      { hostName: 'https://demo.docnow.io/' },
      ['blue', 'green'],
      "strategy.hostName is 'https://demo.docnow.io/', which is not a host name that a rule can be about. Use what people type, without https:// and path",
    ],
    [
      { priority: 0 },
      ['blue', 'green'],
      'strategy.priority is 0, which is not the priority of a rule. Use a whole number from 1 to 50000, or leave it out.',
    ],
  ])('refuses %j with %j', (props, colors, words) => {
    expect(() => divided(props, colors)).toThrow(words);
  });
});
