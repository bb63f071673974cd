import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ParameterType, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Colors } from './colors';
import { NoFreeze } from './no-freeze';
import { Entry, makeEntry } from '../../bench/switch/entry';
import {
  AlarmsQuiet,
  AlbWeights,
  BlueGreenSwitch,
  CertificateValid,
  Color,
  DocNowCluster,
  HealthyTargets,
  ReadyReplicas,
  SameSchema,
  SmokeTest,
  WayBack,
  WorkersExclusive,
} from '../../src';
import { clientOptions } from '../rig/aws/client-options';
import { StartedAws } from '../rig/aws/start';
import { Kube } from '../rig/kube/kube';
import { TerraformOptions, TerraformRunner } from '../rig/terraform/runner';

/** What the guards are proved on. */
interface Ground extends TerraformOptions {
  readonly aws: StartedAws;
  readonly kube: Kube;
}

/** The words of each guard, when all is wrong, in the order of the list. */
const REFUSALS = [
  /healthy_targets says 1 for green, which is to get 100 of 100 requests; at least 2 must be healthy/,
  /The Deployment docnow-green\/web is not there and has 0 pods ready; 1 must be before green gets 100 of 100 requests/,
  /smoke test of green must have passed in the last 15 minutes .*: the last one passed never, the last one failed 20/,
  /There is no way back from green to blue without a loss: blue keeps data of its own \(drafts\)\. What people/,
  /green may not work with the database as it is: the form that it needs is 5; migrated since: blue \(form 7, which wants 6 at least\)/,
  /more than one colour: docnow-blue\/loader, docnow-green\/loader\. Stop those/,
  /certificate_days says nothing: for at least 30 days the certificate must be valid before green gets/,
  /alarms have not been quiet for 15 minutes: docnow-5xx 3 min, docnow-slow not said/,
  /Changes are frozen: until Monday\. green gets no more requests until then/,
];

/** Which of them are about a way back, too. */
const ON_A_WAY_BACK = [0, 1, 4];

/** Each guard says no, all in one plan; then each says yes, all in one apply. */
export async function guards(ground: Ground): Promise<void> {
  const { aws, kube, dir } = ground;
  const entry = await makeEntry(aws);
  try {
    const colors = new Colors(kube);
    await begin(colors, aws);
    const name = 'guarded-switch';
    const runner = new TerraformRunner(name, synth(join(dir, 'guards'), name, entry, kube), ground);
    await runner.init();
    const first = { active_color: 'blue', expected_current: 'none' };
    assert.deepEqual(await runner.apply(first), { add: 1, change: 0, destroy: 0 });
    let mark = aws.calls.mark();
    const bad = { healthy_targets: '{green=1}', quiet_minutes: '{"docnow-5xx"=3}' };
    const toGreen = { active_color: 'green', expected_current: 'blue' };
    await assert.rejects(runner.apply({ ...toGreen, ...bad }), ({ message }: Error) => {
      for (const words of REFUSALS) assert.match(message, words);
      assert.equal(message.match(/^Error: /gm)?.length, REFUSALS.length, message);
      return true;
    });
    // On a way back, only whether the old version can serve.
    await assert.rejects(runner.plan({ ...toGreen, ...bad, way_back: 'true' }), ({ message }: Error) => {
      const still = REFUSALS.filter((words) => words.test(message)).map((words) => REFUSALS.indexOf(words));
      assert.deepEqual([still, message.match(/^Error: /gm)?.length], [ON_A_WAY_BACK, ON_A_WAY_BACK.length], message);
      return true;
    });
    // Nobody is asked where somebody has a reason not to ask.
    assert.deepEqual(await runner.plan({ ...toGreen, skip_guards: 'fire' }), { add: 0, change: 1, destroy: 0 });
    assert.equal(aws.calls.writes(mark), 0, 'calls that changed something');

    await mend(colors, aws);
    mark = aws.calls.mark();
    const good = {
      healthy_targets: '{green=2}',
      quiet_minutes: '{"docnow-5xx"=15,"docnow-slow"=60}',
      certificate_days: '30',
    };
    const oneWay = /drafts\); blue does not work with the form 8 of the database\. What people do in green/;
    await assert.rejects(runner.apply({ ...toGreen, ...good }), oneWay);
    const change = await runner.apply({ ...toGreen, ...good, one_way: 'drafts are not needed' });
    assert.deepEqual(change, { add: 0, change: 1, destroy: 0 });
    assert.deepEqual([aws.calls.count('ModifyRule', mark), aws.calls.writes(mark)], [1, 1]);
    const { resources } = JSON.parse(await runner.state());
    assert.ok(resources.length < 10, `the state has ${resources.length} resources`);
    const green = { active_color: 'green', expected_current: 'green' };
    assert.deepEqual(await runner.plan(green), { add: 0, change: 0, destroy: 0 });
    await runner.destroy(green);
  } finally {
    entry.stop();
  }
}

/** All that can be wrong is. */
async function begin(colors: Colors, aws: StartedAws): Promise<void> {
  await freeze(aws, 'until Monday');
  await Promise.all([
    // Each has done to the database what the other does not bear.
    colors.tell('blue', { data: 'a', schema: 7, compatibleFrom: 6 }).then(() => colors.load('blue')),
    colors.tell('green', { data: 'a', schema: 5, compatibleFrom: 5 }).then(() => colors.load('green')),
  ]);
  await colors.smokeTest('green', 'smoke-test-1', 'Failed');
}

/** All is well. */
async function mend(colors: Colors, aws: StartedAws): Promise<void> {
  await freeze(aws, 'no');
  await colors.tell('green', { data: 'a', schema: 8, compatibleFrom: 8 });
  await Promise.all([colors.unload('green'), colors.roll('green')]);
  await colors.smokeTest('green', 'smoke-test-2', 'Complete');
}

async function freeze(aws: StartedAws, Value: string): Promise<void> {
  const parameter = { Name: '/docnow/freeze', Value, Type: ParameterType.STRING, Overwrite: true };
  await new SSMClient(clientOptions(aws)).send(new PutParameterCommand(parameter));
}

function synth(outdir: string, name: string, { listenerArn, targetGroups }: Entry, kube: Kube): string {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const cluster = DocNowCluster.fromKubeconfig(stack, 'Any', {
    configPath: kube.kubeconfigPath,
    configContext: 'docnow-rig',
  });
  new BlueGreenSwitch(stack, 'Switch', {
    strategy: new AlbWeights({ listenerArn, hostName: 'guarded.docnow.io' }),
    targets: [
      { color: Color.BLUE, targetId: targetGroups.blue },
      { color: Color.GREEN, targetId: targetGroups.green },
    ],
    guards: [
      new HealthyTargets(),
      new ReadyReplicas({ cluster }),
      new SmokeTest({ cluster }),
      new WayBack({ cluster, ownData: { blue: 'drafts' } }),
      new SameSchema({ cluster }),
      new WorkersExclusive({ cluster }),
      new CertificateValid({ certificateArn: 'arn:of:certificate' }),
      new AlarmsQuiet({ alarmNames: ['docnow-5xx', 'docnow-slow'] }),
      new NoFreeze(),
    ],
  });
  app.synth();
  return join(outdir, 'stacks', name);
}
