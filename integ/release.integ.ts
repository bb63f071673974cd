import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { AlarmsQuiet, CertificateValid } from '../src';
import { BLUE, chapters, firstApply, GREEN, nothingWasLost, page, traffic } from './release/chapters';
import { noticesOf } from './release/notices';
import { arnOf, rolesAre, rolesKeepOut } from './release/roles';
import { IDENTITIES } from './release/stacks';
import { PIPELINE, Workflow, WORKFLOW } from './release/workflow';
import { finish } from './rig/processes/finish';
import { until } from './rig/processes/until';
import { ensureActionlint } from './rig/tools/ensure-tools';

const chapter = chapters();

chapter('roles for jobs are applied, once, and are what IAM says they are', async (stage) => {
  const rule = await firstApply(stage);
  assert.match(await stage.world.operator.done('terraform -chdir=deploy plan'), /No changes/);
  await Promise.all([rolesAre(stage.world, rule), rolesKeepOut(stage.world)]);
});

chapter('what is not safe is refused, with the way out, and nothing is changed', async ({ world, hands }) => {
  const mark = world.aws.calls.mark();
  const refusals: [code: number, words: RegExp, command: string, variables?: Record<string, string>][] = [
    [2, /'red' is none of the colours blue, green/, 'npx docnow-release switch red'],
    [2, /Unknown option '--force'/, 'npx docnow-release switch green --force'],
    [3, /is in the workspace 'other', not 'default'/, 'npx docnow-release status', { TF_WORKSPACE: 'other' }],
    [3, /requests go to blue=100: what people use would change/, 'npx docnow-release prepare blue'],
    [3, /--expect says green, but requests go to blue=100/, 'npx docnow-release switch green --expect green'],
    [3, /has no alarm 'errors' on a metric/, 'npx docnow-release check green --quiet-alarms errors'],
    [
      3,
      /whether blue's workers run is not known: kubectl: .* --traffic-only/,
      'npx docnow-release switch green',
      { KUBECONFIG: '/dev/null' },
    ],
  ];
  await Promise.all(refusals.map((refusal) => hands.ends(...refusal)));
  assert.deepEqual(world.aws.calls.changes(mark), []);
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
});

chapter('the workflow prepares, checks, switches and goes back, each job by its own role', async (stage, context) => {
  const { world, hands } = stage;
  await finish(await ensureActionlint(), [WORKFLOW], { name: 'actionlint', log: `${world.dir}/actionlint.log` });
  const vars = {
    PREPARE_ROLE_ARN: arnOf('docnow-prepare'),
    SWITCH_ROLE_ARN: arnOf('docnow-switch'),
    BAKE: '1s',
  };
  const release = await Workflow.read(world, { vars, env: { SITE: stage.page.url } });
  await world.actAs('job');
  await world.letAskWhoTheyAre(Object.keys(IDENTITIES));
  const told = await noticesOf(world);
  await world.commit({ blue: '1', green: '2' });
  const prepared = await release.job('prepare');
  context.diagnostic(prepared);
  assert.match(prepared, /green: 20 resources changed.*1 of green's targets are healthy.*It can be done/s);
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
  const mark = world.aws.calls.mark();
  await release.job('switch');
  assert.deepEqual(await traffic(world), { weights: GREEN, loaders: ['green'] });
  assert.equal(world.aws.calls.count('ModifyRule', mark), 1);
  assert.match(await hands.done(page('Look')), /green 100 % 1 healthy of 1 needed workers active docnow\/docnow:2/);
  const isSwitch = (key: string) => /^docnow-release\/switch\/\w+_blue-100_green-100\.json$/.test(key);
  await until('its beginning and its end are told', 60, async () => (await told()).filter(isSwitch).length === 2);
  await release.job('back');
  await world.actAs('administrator');
  assert.deepEqual(await traffic(world), { weights: BLUE, loaders: ['blue'] });
  assert.equal(world.aws.calls.count('ModifyRule', mark), 2);
});

chapter('the pipeline of GitLab types what the workflow of GitHub does', async () => {
  const [github, gitlab] = await Promise.all(
    [WORKFLOW, PIPELINE].map(async (file) => parse(await readFile(file, 'utf8'))),
  );
  const spoken = (script: string) => script.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();
  for (const name of ['prepare', 'switch', 'back']) {
    const typed = github.jobs[name].steps.flatMap(({ run }: any) => (run ? [spoken(run)] : [])).join(' ');
    const job = gitlab[name];
    const commands: string[] = [...gitlab[job.extends].before_script, ...job.script].map(spoken);
    const helper = commands.filter(
      (command) => /docnow-release|npm|aws/.test(command) && !/^(export|printf)/.test(command),
    );
    for (const command of helper) {
      assert.ok(typed.toLowerCase().includes(command.toLowerCase()), `${name}: ${command} is not in ${typed}`);
    }
  }
});

chapter('the log tells who switched what, and keeps the way back', async (stage) => {
  const { world, hands } = stage;
  const log = await world.log();
  assert.deepEqual(
    log.map(({ from, to, outcome }) => [from, to, outcome]),
    [
      ['blue=100', 'green=100', 'done'],
      ['green=100', 'blue=100', 'done'],
    ],
  );
  for (const { Key, who, planSha256, reason } of log) {
    assert.match(Key, /^docnow-release\/switch\/\d{8}T\d{9}Z_/);
    assert.match(who.arn, /^arn:aws:sts::\d{12}:assumed-role\/docnow-switch\//);
    assert.match(planSha256, /^[0-9a-f]{64}$/);
    assert.equal(reason, 'https://github.com/DocNow/demo/actions/runs/1');
  }
  const takeDown = page('Take down what is not needed any more').trim();
  await hands.ends(3, /it is the way back until \S+Z. Wait, or say why not/, takeDown, { COLOUR: 'green' });
  const retired = await hands.done(`${takeDown} --now 'it was sick'`, { COLOUR: 'green' });
  assert.match(retired, /green: 20 resources changed/);
  await nothingWasLost(stage, 1000);
});

chapter('what guards want handed in is asked of AWS, and handed in', async ({ world: site, hands }) => {
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
