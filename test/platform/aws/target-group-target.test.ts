import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Color, TargetGroupTarget, TargetGroupTargetProps } from '../../../src';

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/docnow/0123456789abcdef';

function make(changes: Partial<TargetGroupTargetProps> = {}) {
  const stack = new TerraformStack(new App(), 'switch');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const props = { color: Color.of('other'), targetGroupArn: ARN, listenerArn: 'arn:of:listener', ...changes };
  return { stack, target: new TargetGroupTarget(stack, 'Other', props) };
}

describe('TargetGroupTarget', () => {
  test('is what it is told, and looks whether it fits the load balancer', () => {
    const { stack, target } = make({ minHealthyTargets: 1 });
    expect([target.color.name, target.targetId, target.minHealthyTargets]).toEqual(['other', ARN, 1]);
    const { data } = JSON.parse(Testing.synth(stack));
    const [group] = Object.values<any>(data.aws_lb_target_group);
    expect(group.lifecycle.postcondition.map((one: any) => one.error_message.replace(/\$\{.*?\}/g, '…'))).toEqual([
      expect.stringMatching(
        /^The target group … of other is in .*, but the load balancer … in …, from where it cannot/,
      ),
      expect.stringMatching(/has targets of type … that speak …; a rule of an Application Load Balancer takes type/),
      expect.stringMatching(/belongs to … already, and a target group can have one load balancer alone/),
    ]);
  });

  test.each<[Partial<TargetGroupTargetProps>, string]>([
    [
      { targetGroupArn: 'docnow' },
      "switch/Other: targetGroupArn is 'docnow', which is not the shape of a target group's ARN. Write it as arn:aws:",
    ],
    [{ targetGroupArn: ARN.replace('targetgroup', 'loadbalancer/app') }, 'which is not the shape'],
    [
      { minHealthyTargets: 0 },
      'minHealthyTargets is 0, with which traffic could be sent where nobody answers. Use a whole',
    ],
  ])('refuses %j', (changes, words) => {
    expect(() => make(changes)).toThrow(words);
  });
});
