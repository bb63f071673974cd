import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, Fn, TerraformStack, Testing } from 'cdktf';
import { AlbWeights, AlbWeightsProps, Color } from '../../../src';

function newStack(): TerraformStack {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  return stack;
}

function divided(props: Partial<AlbWeightsProps> = {}, colors = ['blue', 'green']): TerraformStack {
  const stack = newStack();
  new AlbWeights({ listenerArn: 'arn:of:listener', hostName: 'demo.docnow.io', ...props }).divide(stack, 'Rule', {
    targets: colors.map((name, index) => ({
      target: { color: Color.of(name), targetId: `arn:of:${name}` },
      weight: index === 0 ? 100 : 0,
    })),
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
      `switch: targets is ["a","b","c","d","e","f"], which are 6; a load balancer's rule takes 5. Leave out colours that are gone.`,
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
