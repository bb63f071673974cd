import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { clientOptions } from './rig/aws/client-options';
import { StartedAws, startAws } from './rig/aws/start';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { Variables } from './rig/stack-runner';
import { findProviders } from './rig/terraform/providers';
import { TerraformRunner } from './rig/terraform/runner';
import { ensureTools } from './rig/tools/ensure-tools';
import { timed } from './timed';
import { ByHand, makeTraffic } from './traffic/by-hand';
import { HOST, PAGE, REGIONS, synth } from './traffic/stacks';
import { Entry, makeEntry } from '../bench/switch/entry';

const nothing = { add: 0, change: 0, destroy: 0 };
let folder: TemporaryFolder;
let aws: StartedAws;
let entry: Entry;
let byHand: ByHand;
let elbv2: ElasticLoadBalancingV2Client;
let runner: (name: string) => Promise<TerraformRunner>;

before(async () => {
  folder = await temporaryFolder('docnow-traffic-');
  const [dir, tools] = [folder.path, await ensureTools()];
  const [started, providers] = await Promise.all([startAws(tools, dir), findProviders(tools, dir)]);
  aws = started;
  elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
  entry = await makeEntry(aws, { HealthCheckPath: '/', HealthCheckIntervalSeconds: 5, HealthyThresholdCount: 2 });
  byHand = await makeTraffic(aws);
  synth(join(dir, 'out'), entry, byHand);
  runner = async (name) => {
    const made = new TerraformRunner(name, join(dir, 'out/stacks', name), { tools, aws, providers, dir });
    await made.init();
    return made;
  };
});

after(async () => {
  entry?.stop();
  await aws?.stop();
  await folder?.delete();
});

/** Refuses with each of these words, and changes nothing. */
async function refused(stack: TerraformRunner, words: (string | RegExp)[], variables?: Variables): Promise<void> {
  const mark = aws.calls.mark();
  await assert.rejects(stack.plan(variables), ({ message }: Error) => {
    const said = message.replace(/\s+/g, ' ');
    for (const one of words) {
      assert.ok(typeof one === 'string' ? said.includes(one) : one.test(said), `${one}\nis not in\n${said}`);
    }
    return true;
  });
  assert.equal(aws.calls.writes(mark), 0);
}

/** What the load balancer answers. */
function ask(path = '/', headers: Record<string, string> = {}): Promise<{ status?: number; type?: string; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${entry.origin}${path}`, { headers: { host: HOST, ...headers } }, async (answer) => {
      const parts = await answer.toArray();
      resolve({ status: answer.statusCode, type: answer.headers['content-type'], text: Buffer.concat(parts).toString() });
    })
      .once('error', reject)
      .end();
  });
}
const color = async (headers: Record<string, string> = {}) => JSON.parse((await ask('/', headers)).text).color;

void test('servers and target groups that cannot serve are refused at the plan', async () => {
  const { instances, there } = byHand;
  const { vpcId } = there.institute;
  await refused(await runner('refused'), [
    `legacy is the instances ${instances.serving}, ${instances.stopped}, of which ${instances.stopped} is not running in ${vpcId}`,
    `legacy is the instances ${instances.abroad}, of which ${instances.abroad} is not running in ${vpcId}, where the load ` +
      'balancer stands. Start it, or leave it out. An instance of another VPC is named by its address: LegacyInstanceTarget.',
    'legacy.tags are Name=nobody, which no instance has.',
    `legacy is the instances with the tags Name=docnow-old, of which ${instances.stopped} is not running in ${vpcId}`,
    `legacy.address is 10.80.7.9, which is of the load balancer's own VPC ${vpcId}. Name the instance instead`,
    `legacy.address is 10.91.7.9, to which no route leads from ${there.institute.publicSubnetIds[0]}, a subnet of the load`,
    `The target group abroad of elsewhere is in ${there.ours.vpcId}, but the load balancer bench in vpc-`,
    'The target group tcp of tcp has targets of type ip that speak TCP; a rule of an Application Load Balancer takes',
  ]);
});

void test('a legacy server is in its target group, however it was named', async (context) => {
  const fine = await runner('fine');
  assert.equal((await timed(context, 'apply', fine.apply())).change, 0);
  assert.deepEqual(await fine.plan(), nothing);
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
});

void test('a page takes the place of all colours and gives it back by one write each', async (context) => {
  const traffic = await runner('switch');
  await timed(context, 'apply', traffic.apply({ active_color: 'blue', expected_current: 'none' }));
  assert.equal(await color(), 'blue');
  const goes = async (from: string, to: string, more: Variables = {}) => {
    const mark = aws.calls.mark();
    const moved = { active_color: to, expected_current: from, ...more };
    assert.deepEqual(await timed(context, `${from} to ${to}`, traffic.apply(moved)), { ...nothing, change: 1 });
    assert.equal(aws.calls.count('ModifyRule', mark), 1);
    assert.deepEqual(await traffic.plan({ ...moved, expected_current: to }), nothing);
  };
  const canary = { canary_color: 'maintenance', canary_weight: 10 };
  await refused(traffic, ['maintenance is to get 10 of 100 requests, but it is a page that the load balancer answers'], {
    active_color: 'blue',
    expected_current: 'blue',
    ...canary,
  });
  await goes('blue', 'maintenance');
  const closed = await ask('/any/path');
  assert.deepEqual([closed.status, closed.type], [503, 'text/html']);
  assert.equal(closed.text, PAGE._response.messageBody);
  // What keeps the target groups attached keeps them asked for their health, and the preview goes on.
  const { TargetHealthDescriptions } = await elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: entry.targetGroups.green }),
  );
  assert.equal(TargetHealthDescriptions![0].TargetHealth!.State, 'healthy');
  assert.equal(await color({ host: `green.${HOST}` }), 'green');
  await goes('maintenance', 'green', { healthy_targets: '{green=1}' });
  assert.equal(await color(), 'green');

  // Somebody closes the site by hand, with a page of their own.
  const { Rules } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: entry.listenerArn }));
  const { RuleArn, Actions } = Rules!.find(({ Priority }) => Priority === '100')!;
  const Own = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503', MessageBody: 'Closed.' } };
  await elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: [Own] }));
  const back = { active_color: 'blue', expected_current: 'green', healthy_targets: '{blue=1}' };
  await refused(traffic, [/expected_current is 'green', but requests go to page:[0-9a-f]{12}=100: somebody else has/], back);
  await elbv2.send(new ModifyRuleCommand({ RuleArn, Actions }));
  await goes('green', 'other', { healthy_targets: '{other=1}' });
  await traffic.destroy({ active_color: 'other', expected_current: 'other' });
});

void test('a colour is previewed by its name or a cookie, and not by search engines', async () => {
  assert.equal(await color({ host: `blue.${HOST}` }), 'blue');
  const byCookie = (value: string) => color({ cookie: `session=1; docnow-preview=${value}; theme=dark` });
  assert.deepEqual([await byCookie('green.'), await byCookie('blue.')], ['green', 'blue']);
  assert.equal((await ask('/', { cookie: 'docnow-preview=gree.' })).status, 404);
  const setter = await ask('/docnow-preview/green');
  assert.deepEqual([setter.status, setter.type], [200, 'text/html']);
  assert.match(setter.text, /document\.cookie="docnow-preview=green\.; Path=\/; Max-Age=43200; Secure; SameSite=Lax"/);
  assert.match((await ask('/docnow-preview/off')).text, /docnow-preview=; Path=\/; Max-Age=0/);
  assert.match((await ask('/robots.txt', { host: `green.${HOST}` })).text, /^User-agent: \*\nDisallow: \/$/m);
});

void test('weights of DNS are two records, changed in place, and looked at before', async (context) => {
  const dns = await runner('dns');
  const route53 = new Route53Client(clientOptions(aws));
  const HostedZoneId = byHand.zoneId;
  const weights = async () => {
    const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
    const own = ResourceRecordSets!.filter(({ Name, Type }) => Name === `${HOST}.` && Type === 'A');
    return Object.fromEntries(own.map(({ SetIdentifier, Weight }) => [SetIdentifier, Weight]));
  };
  const { add } = await timed(context, 'apply', dns.apply({ active_color: 'blue', expected_current: 'none' }));
  assert.deepEqual([add, await weights()], [2, { blue: 100, green: 0 }]);
  const healthy = { healthy_targets: '{green=2}' };
  const green = { active_color: 'green', expected_current: 'blue', ...healthy };
  const changes = await timed(context, 'blue to green', dns.apply(green));
  assert.deepEqual([changes, await weights()], [{ ...nothing, change: 2 }, { blue: 0, green: 100 }]);
  assert.deepEqual(await dns.plan({ ...green, expected_current: 'green' }), nothing);
  // Somebody gives blue a part by hand.
  const record: ResourceRecordSet = {
    Name: HOST,
    Type: 'A',
    SetIdentifier: 'blue',
    Weight: 25,
    AliasTarget: { DNSName: REGIONS.blue.name, HostedZoneId: REGIONS.blue.zone, EvaluateTargetHealth: false },
  };
  const Changes = [{ Action: 'UPSERT' as const, ResourceRecordSet: record }];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  const back = { active_color: 'blue', expected_current: 'green', healthy_targets: '{blue=2}' };
  await refused(dns, ["expected_current is 'green', but requests go to blue=25,green=100: somebody else has switched"], back);
  await dns.destroy(back);
  assert.deepEqual(await weights(), {});
});
