import assert from 'node:assert/strict';
import { TestContext } from 'node:test';
import {
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Scene } from './scene';
import { HOST, PAGE } from './stacks';
import { Load } from '../rig/load/load';
import { Variables } from '../rig/stack-runner';
import { timed } from '../timed';

export const nothing = { add: 0, change: 0, destroy: 0 };

/** One thing that is shown. `whole` is what takes longer, and more words of refusals. */
export type Part = (scene: Scene, context: TestContext, whole: boolean) => Promise<void>;

export const refusals: Part = async (scene) => {
  const { instances, there } = scene.byHand;
  const { vpcId, publicSubnetIds } = there.institute;
  const { serving, stopped, abroad } = instances;
  await scene.refused(await scene.stack('refused'), [
    `legacy is the instances ${serving}, ${stopped}, of which ${stopped} is not running in ${vpcId}`,
    `legacy is the instances ${abroad}, of which ${abroad} is not running in ${vpcId}, where the load balancer stands. ` +
      'Start it, or leave it out. An instance of another VPC is named by its address: LegacyInstanceTarget.',
    'legacy.tags are Name=nobody, which no instance has.',
    `legacy is the instances with the tags Name=docnow-old, of which ${stopped} is not running in ${vpcId}`,
    `legacy.address is 10.80.7.9, which is of the load balancer's own VPC ${vpcId}. Name the instance instead`,
    `legacy.address is 10.91.7.9, to which no route leads from ${publicSubnetIds[0]}, a subnet of the load balancer`,
    `The target group abroad of elsewhere is in ${there.ours.vpcId}, but the load balancer bench in vpc-`,
    'The target group tcp of tcp has targets of type ip that speak TCP; a rule of an Application Load Balancer takes',
  ]);
};

export const legacy: Part = async (scene, context, whole) => {
  const { elbv2, byHand } = scene;
  const fine = await scene.stack('fine');
  assert.equal((await timed(context, 'apply', fine.apply())).change, 0);
  if (whole) assert.deepEqual(await fine.plan(), nothing);
  const { TargetGroups } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  const found = TargetGroups!.filter(({ TargetGroupName }) => TargetGroupName!.endsWith('-legacy'));
  const told = found.map(async ({ TargetGroupArn, ...group }) => {
    const { TargetHealthDescriptions } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    const { TargetGroupName, TargetType, Port, Protocol, HealthCheckPath, HealthCheckPort } = group;
    const targets = TargetHealthDescriptions!.map(({ Target }) => [Target!.Id, Target!.AvailabilityZone]);
    return [TargetGroupName, TargetType, Protocol, Port, HealthCheckPath, HealthCheckPort, ...targets.map(String)];
  });
  const usual = ['HTTP', 3000, '/api/v1/setup', 'traffic-port'];
  const { serving } = byHand.instances;
  assert.deepEqual((await Promise.all(told)).sort(), [
    ['elsewhere-legacy', 'instance', ...usual],
    ['ids-legacy', 'instance', 'HTTPS', 8443, '/health', '8081', `${serving},`],
    ['peer-legacy', 'ip', ...usual, '10.90.7.9,all'],
    ['tags-legacy', 'instance', ...usual, `${serving},`],
  ]);
};

export const preview: Part = async (scene) => {
  assert.equal(await scene.color({ host: `blue.${HOST}` }), 'blue');
  const byCookie = (value: string) => scene.color({ cookie: `session=1; docnow-preview=${value}; theme=dark` });
  assert.deepEqual([await byCookie('green.'), await byCookie('blue.')], ['green', 'blue']);
  assert.equal((await scene.ask('/', { host: `red.${HOST}` })).status, 404);
  const setter = await scene.ask('/docnow-preview/green');
  assert.deepEqual([setter.status, setter.type], [200, 'text/html']);
  assert.match(setter.text, /document\.cookie="docnow-preview=green\.; Path=\/; Max-Age=43200; Secure; SameSite=Lax"/);
  assert.match((await scene.ask('/docnow-preview/off')).text, /docnow-preview=; Path=\/; Max-Age=0/);
  assert.match((await scene.ask('/robots.txt', { host: `green.${HOST}` })).text, /^User-agent: \*\nDisallow: \/$/m);
};

export const page: Part = async (scene, context, whole) => {
  const { aws, elbv2, entry } = scene;
  const traffic = await scene.stack('switch');
  await timed(context, 'apply', traffic.apply({ active_color: 'blue', expected_current: 'none' }));
  assert.equal(await scene.color(), 'blue');
  const goes = async (from: string, to: string, more: Variables = {}) => {
    const mark = aws.calls.mark();
    const moved = { active_color: to, expected_current: from, ...more };
    assert.deepEqual(await timed(context, `${from} to ${to}`, traffic.apply(moved)), { ...nothing, change: 1 });
    assert.equal(aws.calls.count('ModifyRule', mark), 1);
    if (whole) assert.deepEqual(await traffic.plan({ ...moved, expected_current: to }), nothing);
  };
  const fromBlue = { active_color: 'blue', expected_current: 'blue' };
  const words = 'maintenance is to get 10 of 100 requests, but it is a page that the load balancer answers itself';
  if (whole) await scene.refused(traffic, [words], { ...fromBlue, canary_color: 'maintenance', canary_weight: 10 });
  const load = whole ? Load.start({ origin: entry.origin, host: HOST, connections: 8 }) : undefined;
  await goes('blue', 'maintenance');
  const closed = await scene.ask('/any/path');
  assert.deepEqual([closed.status, closed.type, closed.text], [503, 'text/html', PAGE._response.messageBody]);
  // What keeps the target groups attached keeps them asked for their health, and the preview goes on.
  const { TargetHealthDescriptions } = await elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: entry.targetGroups.green }),
  );
  assert.equal(TargetHealthDescriptions![0].TargetHealth!.State, 'healthy');
  assert.equal(await scene.color({ host: `green.${HOST}` }), 'green');
  await goes('maintenance', 'green', { healthy_targets: '{green=1}' });
  assert.equal(await scene.color(), 'green');
  if (!load) return;
  const { requests, failed, byColor } = await load.stop();
  const cut = load.failures.filter(({ reason }) => !reason.startsWith('503 <!doctype'));
  context.diagnostic(
    `${requests} requests, ${failed} answered by the page, ${cut.length} cut: ${JSON.stringify(byColor)}`,
  );
  assert.deepEqual(cut, []);

  // Somebody closes the site by hand, with a page of their own.
  const { Rules } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: entry.listenerArn }));
  const { RuleArn, Actions } = Rules!.find(({ Priority }) => Priority === '100')!;
  const own = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503', MessageBody: 'Closed.' } };
  await elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: [own] }));
  await scene.refused(traffic, [/expected_current is 'green', but requests go to page:[0-9a-f]{12}=100: somebody/], {
    active_color: 'blue',
    expected_current: 'green',
    healthy_targets: '{blue=1}',
  });
  await elbv2.send(new ModifyRuleCommand({ RuleArn, Actions }));
  await goes('green', 'other', { healthy_targets: '{other=1}' });
  await traffic.destroy({ active_color: 'other', expected_current: 'other' });
  await (await scene.stack('fine')).destroy();
  const left = await elbv2.send(new DescribeRulesCommand({ ListenerArn: entry.listenerArn }));
  assert.deepEqual(
    left.Rules!.filter(({ IsDefault }) => !IsDefault),
    [],
  );
};
