import { changesOf, notASwitch, notWorkersAlone } from '../../src/release/model/plan';

const RULE = 'arn:of:rule';

const plan = (...changes: object[]) => changesOf(JSON.stringify({ resource_changes: changes }));
const rule = (actions: string[], arn = RULE) => ({
  address: 'aws_lb_listener_rule.Switch',
  mode: 'managed',
  type: 'aws_lb_listener_rule',
  change: { actions, before: { arn } },
});
const deployment = (name: string, actions: string[]) => ({
  address: `kubernetes_deployment_v1.${name}`,
  mode: 'managed',
  type: 'kubernetes_deployment_v1',
  change: { actions, before: { metadata: [{ name }] } },
});
const question = { ...rule(['read']), address: 'data.aws_lb_listener_rule.Before', mode: 'data' };

describe('a plan', () => {
  test('is a switch when it changes that rule in place, whatever is read', () => {
    expect(notASwitch(plan(question, rule(['update'])), RULE)).toBeUndefined();
  });

  test.each([
    ['changes nothing', [rule(['no-op'])], 'it changes nothing'],
    ['replaces', [rule(['delete', 'create'])], 'it would delete and create aws_lb_listener_rule.Switch'],
    ['changes another rule', [rule(['update'], 'arn:of:other')], 'it would update aws_lb_listener_rule.Switch'],
    [
      'changes more',
      [rule(['update']), deployment('web', ['update'])],
      'it would update aws_lb_listener_rule.Switch, update kubernetes_deployment_v1.web',
    ],
  ])('is none when it %s', (_, changes, why) => expect(notASwitch(plan(...changes), RULE)).toBe(why));

  test('moves workers alone, or tells what else', () => {
    const loader = deployment('loader', ['update']);
    expect(notWorkersAlone(plan(loader), ['loader'])).toBeUndefined();
    expect(notWorkersAlone(plan(), ['loader'])).toBeUndefined();
    const scaler = (name: string) => ({
      ...loader,
      address: `helm_release.${name}`,
      type: 'helm_release',
      change: { actions: ['update'], before: { name } },
    });
    expect(notWorkersAlone(plan(loader, scaler('loader')), ['loader'])).toBeUndefined();
    expect(notWorkersAlone(plan(scaler('web')), ['loader'])).toBe('it would update helm_release.web');
    expect(notWorkersAlone(plan(loader, deployment('web', ['update'])), ['loader'])).toBe(
      'it would update kubernetes_deployment_v1.web',
    );
    expect(notWorkersAlone(plan(deployment('loader', ['delete', 'create'])), ['loader'])).toBe(
      'it would delete and create kubernetes_deployment_v1.loader',
    );
  });
});
