import assert from 'node:assert/strict';
import { BLUE, chapters, firstApply, GREEN, nothingWasLost, page, traffic } from './chapters';

/** `npm run integ:release`: what an operator, a colleague and a killed process do to a release, for real. It takes minutes. */
const chapter = chapters();

chapter('a colour is prepared beside the one that serves', async (stage, context) => {
  const { hands } = stage;
  await firstApply(stage);
  assert.match(await hands.done(page('Prepare a colour'), { COLOUR: 'green' }), /green: 20 resources changed/);
  const status = await hands.done(page('Look'));
  context.diagnostic(status);
  assert.match(status, /traffic: blue=100 blue 100 % 1 healthy of 1 needed workers active docnow\/docnow:1/);
  assert.match(status, /green 0 % 1 healthy of 1 needed workers standby docnow\/docnow:1/);
});

chapter('what is not safe is refused, with the way out, and nothing is changed', async ({ world, hands }) => {
  const mark = world.aws.calls.mark();
  const refusals: [code: number, words: RegExp, command: string, variables?: Record<string, string>][] = [
    [2, /'swich' is no command/, 'npx docnow-release swich green'],
    [2, /not the folder in which the stacks were synthesized/, 'cd cdktf.out && npx docnow-release status'],
    [2, /canary wants either how many .* or steps/, 'npx docnow-release canary green'],
    [3, /blue has most of them and cannot be on trial/, 'npx docnow-release canary blue 10'],
    [
      3,
      /requests go to blue=100. Switch to another colour first/,
      page('Take down what is not needed any more'),
      { COLOUR: 'blue' },
    ],
    [3, /the log does not tell where requests went before blue/, page('Back')],
    [6, /the answer was not yes/, 'npx docnow-release switch green <<< no'],
  ];
  await Promise.all(refusals.map((refusal) => hands.ends(...refusal)));
  assert.deepEqual(world.aws.calls.changes(mark), []);
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
});

chapter('a check finds that the other colour is not as it was applied', async ({ world, hands }) => {
  await world.commit({ blue: '2', green: '1' });
  await hands.done('npm run synth');
  await hands.ends(3, /blue was to change its workers alone/, 'npx docnow-release check green');
  await world.commit({ blue: '1', green: '1' });
  await hands.done('npm run synth');
});

chapter('who switches between the question and the yes is not overrun', async ({ world, hands }) => {
  const byHand = await hands.meanwhile('switch green', () => world.byHand({ blue: 60, green: 40 }));
  assert.deepEqual([byHand.code, await world.weights()], [3, { blue: 60, green: 40 }]);
  assert.match(byHand.words, /was right at the plan, but by now requests go to blue=60,green=40/);
  await world.byHand(BLUE);
  const mark = world.aws.calls.mark();
  const colleague = () => hands.done('npx docnow-release canary green 1 --yes');
  const stale = await hands.meanwhile('switch green', colleague);
  assert.equal(stale.code, 3, stale.words);
  assert.match(stale.words, /Saved plan is stale.*somebody has applied. Nothing was changed/);
  assert.equal(world.aws.calls.count('ModifyRule', mark), 1);
});

chapter('what a dry run prints does the same by hand', async ({ world, hands }) => {
  const { commands } = JSON.parse(await hands.done('npx docnow-release canary green 10 --dry-run --json'));
  assert.deepEqual(await world.weights(), { blue: 99, green: 1 });
  await hands.done(commands.join('\n'));
  assert.deepEqual(await traffic(world), { weights: { blue: 90, green: 10 }, loaders: ['blue'] });
});

chapter('a switch that is killed three times is finished by the same command', async ({ world, hands }) => {
  const mark = world.aws.calls.mark();
  const command = "npx docnow-release switch green --yes --reason 'version 2'";
  await hands.killed('npx docnow-release switch green < <(sleep 60)', 'Only yes will be accepted');
  await hands.killed(`${command} --lock-timeout 0s`, () => world.aws.calls.count('ModifyRule', mark) > 0);
  assert.match(await hands.done('npx docnow-release status'), /half done: .* docnow-release switch green/);
  await hands.again('npx docnow-release check green');
  await hands.killed(command, "=> green's workers start");
  assert.deepEqual(await traffic(world), { weights: GREEN, loaders: [] });
  assert.match(await hands.again(command), /Done: traffic goes to green=100/);
  assert.deepEqual(await traffic(world), { weights: GREEN, loaders: ['green'] });
  assert.equal(world.aws.calls.count('ModifyRule', mark), 1);
  assert.match(await hands.done(command), /Nothing was to be done/);
});

chapter('a colour that turns out sick gives the traffic back, and a way back is a switch', async (stage, context) => {
  const { world, hands } = stage;
  const mark = world.aws.calls.mark();
  // Who is killed between the state and the lock leaves a lock that nothing has met so far.
  context.diagnostic(await hands.again(`${page('Back').trim()} --yes`));
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
  assert.equal(world.aws.calls.count('ModifyRule', mark), 1);
  stage.page.status = 503;
  const watched = `switch green --yes --bake 1m --every 1s --back-when-sick --probe ${stage.page.url}`;
  const words = /green is sick: http:\S+ answers 503. Traffic went back to blue/;
  await hands.ends(5, words, `npx docnow-release ${watched}`);
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
  stage.page.status = 200;
});

chapter('a trial goes up by itself, back to nothing by one write when an alarm rings, else to all', async (stage) => {
  const { world, hands, page: site } = stage;
  await world.alarm('errors', 'OK');
  const steps = (list: string) =>
    `npx docnow-release canary green --steps ${list} --yes --every 1s --quiet-alarms errors --probe ${site.url}`;
  let mark = world.aws.calls.mark();
  const trial = hands.run(steps('10:1s,50:5m'));
  const tooSoon = trial.then(({ words }) => assert.fail(words));
  await Promise.race([world.weightsBecome({ blue: 50, green: 50 }), tooSoon]);
  await world.alarm('errors', 'ALARM');
  const sick = await trial;
  assert.equal(sick.code, 5, sick.words);
  assert.match(sick.words, /green is sick: the alarm errors rings: .* Traffic went back to blue/);
  assert.equal(world.aws.calls.count('ModifyRule', mark), 3);
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
  for (const command of [steps('10:1s'), 'npx docnow-release switch green --quiet-alarms errors']) {
    await hands.ends(3, /the alarm errors rings: .*Wait until it is quiet/, command);
  }
  await world.alarm('errors', 'OK');
  mark = world.aws.calls.mark();
  assert.match(await hands.done(steps('10:1s,50:1s')), /Done: traffic goes to green=100/);
  assert.equal(world.aws.calls.count('ModifyRule', mark), 3);
  assert.deepEqual(await traffic(world), { weights: GREEN, loaders: ['green'] });
  await hands.done(`${page('Back').trim()} --yes --quiet-alarms errors`);
});

chapter('the log tells who switched what', async (stage) => {
  const log = await stage.world.log();
  assert.deepEqual(
    log.map(({ from, to, outcome }) => [from, to, outcome]),
    [
      ['blue=100', 'green=100', 'nothing done'],
      ['blue=100', 'blue=99,green=1', 'done'],
      ['blue=100', 'green=100', 'nothing done'],
      ['blue=90,green=10', 'green=100', 'begun'],
      ['green=100', 'green=100', 'begun'],
      ['green=100', 'green=100', 'done'],
      ['green=100', 'blue=100', 'done'],
      ['blue=100', 'green=100', 'went back'],
      ['green=100', 'blue=100', 'done'],
      ['blue=100', 'blue=90,green=10', 'done'],
      ['blue=90,green=10', 'blue=50,green=50', 'went back'],
      ['blue=50,green=50', 'blue=100', 'done'],
      ['blue=100', 'blue=90,green=10', 'done'],
      ['blue=90,green=10', 'blue=50,green=50', 'done'],
      ['blue=50,green=50', 'green=100', 'done'],
      ['green=100', 'blue=100', 'done'],
    ],
  );
  for (const { planSha256, reason, from, to } of log) {
    assert.match(planSha256, from === to ? /^$/ : /^[0-9a-f]{64}$/);
    const killed = (from === 'blue=90,green=10' && to === 'green=100') || from === to;
    assert.equal(reason, killed ? 'version 2' : '');
  }
  await nothingWasLost(stage, 1000);
});
