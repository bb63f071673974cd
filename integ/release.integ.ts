import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { after, before, test, TestContext } from 'node:test';
import { commandsUnder } from './page';
import { AlarmsQuiet, CertificateValid } from '../src';
import { Hands, watchLoaders } from './release/hands';
import { World } from './release/world';
import { Load } from './rig/load/load';
import { ensureKubectl } from './rig/tools/ensure-tools';
import { ensureAwsCli } from './state/aws-cli';

const [BLUE, GREEN] = [
  { blue: 100, green: 0 },
  { blue: 0, green: 100 },
];

let world: World | undefined;
let hands: Hands;
let load: Load;
let loaders: () => Promise<string[]>;
let broken = false;
let lacks: string | undefined;

/** A chapter: it needs all before it, so after the first failure the others are not begun but fail, too. */
function chapter(name: string, tell: (site: World, context: TestContext) => Promise<void>): void {
  void test(name, async (context) => {
    if (lacks) {
      assert.notEqual(process.env.REQUIRE_PYTHON, '1', lacks);
      return context.skip(`${lacks} REQUIRE_PYTHON=1 makes this a failure.`);
    }
    assert.ok(!broken && world, 'what comes before has failed');
    broken = true;
    const began = performance.now();
    await tell(world, context);
    context.diagnostic(`${((performance.now() - began) / 1000).toFixed(1)} s`);
    broken = false;
  });
}

/** The commands of the page, under a heading, for a colour. */
const page = (heading: string) => commandsUnder(heading, 'release.md').join('\n');
const traffic = async (site: World) => ({ weights: await site.weights(), loaders: await site.loaders() });

before(async () => {
  const cli = await ensureAwsCli({ say: console.error });
  if ('lacks' in cli) {
    ({ lacks } = cli);
    return;
  }
  world = await World.start({ aws: cli.program, kubectl: await ensureKubectl() });
  hands = new Hands(world);
});

after(async () => {
  await Promise.all([load?.stop(), loaders?.()]);
  await world?.stop();
});

chapter('a colour is prepared beside the one that serves', async ({ operator, startLoad }, context) => {
  const apply = 'terraform -chdir="$S" init && terraform -chdir="$S" apply -auto-approve';
  const blue = operator.done(`${apply} -var workers=active`, { S: 'blue' });
  await operator.done(`${apply} -var active_color=blue -var expected_current=none`, { S: 'switch' });
  load = startLoad();
  loaders = watchLoaders(world!);
  const prepared = await hands.done(page('Prepare a colour'), { COLOUR: 'green' });
  assert.match(prepared, /green: 20 resources changed/);
  await blue;
  const status = await hands.done(page('Look'));
  context.diagnostic(status);
  assert.match(status, /traffic: blue=100 blue 100 % 1 healthy of 1 needed workers active docnow\/docnow:blue/);
  assert.match(status, /green 0 % 1 healthy of 1 needed workers standby docnow\/docnow:green/);
});

chapter('what is not safe is refused, with the way out, and nothing is changed', async (site) => {
  const mark = site.aws.calls.mark();
  const refusals: [code: number, words: RegExp, command: string, variables?: Record<string, string>][] = [
    [2, /'red' is none of the colours blue, green/, 'npx docnow-release switch red'],
    [2, /'swich' is no command/, 'npx docnow-release swich green'],
    [2, /Unknown option '--force'/, 'npx docnow-release switch green --force'],
    [2, /not the folder in which the stacks were synthesized/, 'cd cdktf.out && npx docnow-release status'],
    [3, /is in the workspace 'other', not 'default'/, 'npx docnow-release status', { TF_WORKSPACE: 'other' }],
    [3, /blue has most of them and cannot be on trial/, 'npx docnow-release canary blue 10'],
    [3, /requests go to blue=100: what people use would change/, 'npx docnow-release prepare blue'],
    [
      3,
      /requests go to blue=100. Switch to another colour first/,
      page('Take down what is not needed any more'),
      { COLOUR: 'blue' },
    ],
    [3, /--expect says green, but requests go to blue=100/, 'npx docnow-release switch green --expect green'],
    [3, /the log does not tell where requests went before blue/, page('Back')],
    [
      3,
      /whether blue's workers run is not known: kubectl: .* --traffic-only/,
      'npx docnow-release switch green',
      { KUBECONFIG: '/dev/null' },
    ],
    [6, /the answer was not yes/, 'npx docnow-release switch green <<< no'],
  ];
  await Promise.all(refusals.map((refusal) => hands.ends(...refusal)));
  assert.deepEqual(site.aws.calls.changes(mark), []);
  assert.deepEqual(await traffic(site), { weights: BLUE, loaders: ['blue'] });
});

chapter('who switches between the question and the yes is not overrun', async (site) => {
  const byHand = await hands.meanwhile('switch green', () => site.byHand({ blue: 60, green: 40 }));
  assert.deepEqual([byHand.code, await site.weights()], [3, { blue: 60, green: 40 }]);
  assert.match(byHand.words, /was right at the plan, but by now requests go to blue=60,green=40/);
  await site.byHand(BLUE);
  const mark = site.aws.calls.mark();
  const colleague = () => hands.done('npx docnow-release canary green 1 --yes');
  const stale = await hands.meanwhile('switch green', colleague);
  assert.equal(stale.code, 3, stale.words);
  assert.match(stale.words, /Saved plan is stale.*somebody has applied. Nothing was changed/);
  assert.equal(site.aws.calls.count('ModifyRule', mark), 1);
});

chapter('what a dry run prints does the same by hand', async (site) => {
  const dry = await hands.done('npx docnow-release canary green 10 --dry-run --json');
  const { commands } = JSON.parse(dry);
  assert.deepEqual(await site.weights(), { blue: 99, green: 1 });
  await hands.done(commands.join('\n'));
  assert.deepEqual(await traffic(site), { weights: { blue: 90, green: 10 }, loaders: ['blue'] });
});

chapter('a switch that is killed three times is finished by the same command', async (site) => {
  const mark = site.aws.calls.mark();
  const command = "switch green --yes --reason 'version 2'";
  await hands.killed('switch green < <(sleep 60)', 'Only yes will be accepted');
  await hands.killed(`${command} --lock-timeout 0s`, () => site.aws.calls.count('ModifyRule', mark) > 0);
  assert.match(await hands.done('npx docnow-release status'), /half done: .* docnow-release switch green/);
  await hands.again('npx docnow-release check green');
  await hands.killed(command, "=> green's workers start");
  assert.deepEqual(await traffic(site), { weights: GREEN, loaders: [] });
  assert.match(await hands.again(`npx docnow-release ${command}`), /Done: traffic goes to green=100/);
  assert.deepEqual(await traffic(site), { weights: GREEN, loaders: ['green'] });
  assert.equal(site.aws.calls.count('ModifyRule', mark), 1);
  assert.match(await hands.done(`npx docnow-release ${command}`), /Nothing was to be done/);
});

chapter('a colour that turns out sick gives the traffic back, and a way back is a switch', async (site, context) => {
  const mark = site.aws.calls.mark();
  // Who is killed between the state and the lock leaves a lock that nothing has met so far.
  context.diagnostic(await hands.again(`${page('Back').trim()} --yes`));
  assert.deepEqual(await traffic(site), { weights: BLUE, loaders: ['blue'] });
  assert.equal(site.aws.calls.count('ModifyRule', mark), 1);
  const sick = createServer((_, answer) => void answer.writeHead(503).end());
  await new Promise<void>((resolve) => sick.listen(0, '127.0.0.1', resolve));
  const probe = `http://127.0.0.1:${(sick.address() as AddressInfo).port}/`;
  const watched = `switch green --yes --bake 1m --every 1s --back-when-sick --probe ${probe}`;
  await hands.ends(
    5,
    /green is sick: http:\S+ answers 503. Traffic went back to blue/,
    `npx docnow-release ${watched}`,
  );
  sick.close();
  assert.deepEqual(await traffic(site), { weights: BLUE, loaders: ['blue'] });
});

chapter('the log tells who switched what, and keeps the way back', async (site) => {
  const log = await site.log();
  const told = log.map(({ from, to, outcome }) => [from, to, outcome]);
  assert.deepEqual(told, [
    ['blue=100', 'green=100', 'nothing done'],
    ['blue=100', 'blue=99,green=1', 'done'],
    ['blue=100', 'green=100', 'nothing done'],
    ['blue=90,green=10', 'green=100', 'begun'],
    ['green=100', 'green=100', 'begun'],
    ['green=100', 'green=100', 'done'],
    ['green=100', 'blue=100', 'done'],
    ['blue=100', 'green=100', 'went back'],
    ['green=100', 'blue=100', 'done'],
  ]);
  for (const { Key, who, planSha256, reason, from, to } of log) {
    assert.match(Key, /^docnow-release\/switch\/\d{8}T\d{9}Z_/);
    assert.match(who.arn, /^arn:aws:/);
    assert.match(planSha256, from === to ? /^$/ : /^[0-9a-f]{64}$/);
    assert.equal(reason, from === 'blue=90,green=10' || from === to ? 'version 2' : '');
  }
  await hands.ends(
    3,
    /it is the way back until \S+Z. Wait, or say why not/,
    page('Take down what is not needed any more'),
    { COLOUR: 'green' },
  );
  const retired = await hands.done(`${page('Take down what is not needed any more').trim()} --now 'it was sick'`, {
    COLOUR: 'green',
  });
  assert.match(retired, /green: 20 resources changed/);
  assert.match(await hands.done(page('Look')), /green 0 % 1 healthy of 1 needed workers absent/);
  const { failed, requests, reasons } = load.figures();
  assert.ok(requests > 1000, `only ${requests} requests`);
  assert.equal(failed, 0, reasons.join());
  assert.deepEqual(await loaders(), []);
});

chapter('what guards want handed in is asked of AWS, and handed in', async (site) => {
  const { operator } = site;
  for (const name of ['quiet', 'loud']) {
    const rule = '--statistic Sum --period 60 --evaluation-periods 1 --threshold 1 --treat-missing-data notBreaching';
    const metric = '--namespace N --metric-name M --comparison-operator GreaterThanThreshold';
    await operator.done(`aws cloudwatch put-metric-alarm --alarm-name ${name} ${metric} ${rule}`);
  }
  await operator.done('aws cloudwatch set-alarm-state --alarm-name loud --state-value ALARM --state-reason fire');
  const certificate = 'aws acm request-certificate --domain-name demo.docnow.io --query CertificateArn --output text';
  await site.guardBy(
    new CertificateValid({ certificateArn: (await operator.done(certificate)).trim() }),
    new AlarmsQuiet({ alarmNames: ['quiet', 'loud', 'gone'], minutes: 1 }),
  );
  const stays = '-var active_color=blue -var expected_current=blue';
  await operator.done(`terraform -chdir=switch apply -auto-approve ${stays}`);
  const mark = site.aws.calls.mark();
  // fakecloud does not tell since when an alarm has been OK.
  const { words } = await hands.run('npx docnow-release check green --traffic-only');
  assert.match(words, /alarms have not been quiet for 1 minutes: quiet 0 min, loud 0 min, gone not said\./);
  assert.doesNotMatch(words, /certificate_days says/);
  assert.deepEqual(site.aws.calls.changes(mark), []);
});
