import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { idle, unexplained } from './checks/accepted';
import { Check } from './checks/check';
import * as cluster from './checks/cluster';
import * as environment from './checks/environment';
import * as frontDoor from './checks/front-door';
import * as services from './checks/services';
import * as state from './checks/state';
import * as trafficSwitch from './checks/switch';
import { ACCEPTED } from './kube-score/accepted';
import { appliedObjects, scan } from './kube-score/scan';
import { agrees } from './network-policy/agrees';
import { apiServer, applied } from './network-policy/applied';
import { connect } from './rig/applier/connection';
import { clientOptions } from './rig/aws/client-options';
import { Load } from './rig/load/load';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { Rig } from './rig/rig';
import { startRig } from './rig/start';
import { ensureKubeScore } from './rig/tools/ensure-tools';
import { BALANCER, environmentFacts, EXAMPLE, FACTS, HOST_NAME } from './story/demo-facts';
import { Step } from './story/step';
import { Story } from './story/story';
import { PAGES } from '../docs/network-policies';
import { synth } from '../examples/synth';

/** What the switch and the way back have to serve together without a failure. */
const REQUESTS = 30_000;

let folder: TemporaryFolder;
let rig: Rig;
let story: Story;
let load: Load;
let secretsKeyArn: string | undefined;
let broken = false;

/** A chapter: it needs all before it, so after the first failure the others are not begun but fail, too. */
function chapter(name: string, tell: () => Promise<void>): void {
  void test(name, async () => {
    assert.ok(!broken, 'what comes before has failed');
    broken = true;
    await tell();
    broken = false;
  });
}

async function hold<Facts>(checks: readonly Check<Facts>[], facts: Facts): Promise<void> {
  for (const check of checks) {
    await check.run(rig, facts).catch((error: Error) => {
      throw new Error(`${check.name}: ${error.message}`, { cause: error });
    });
  }
}

const weights = (active: string) => ({
  name: BALANCER,
  hostName: HOST_NAME,
  weights: { blue: 0, green: 0, legacy: 0, [active]: 100 },
});

async function colorFacts(color: string, workers: 'active' | 'standby') {
  const { Subnets } = await new EC2Client(clientOptions(rig.aws)).send(new DescribeSubnetsCommand());
  const isPublic = Subnets!.filter(({ Tags }) => Tags?.some(({ Key }) => Key === 'kubernetes.io/role/elb'));
  const sourceCidrs = isPublic.map(({ CidrBlock }) => CidrBlock!);
  assert.equal(sourceCidrs.length, 3);
  return environmentFacts(color, workers, { sourceCidrs, secretValues: Object.values(story.secrets) });
}

async function servicesFacts(): Promise<services.ServicesFacts> {
  const name = FACTS.cluster.clusterName;
  const { cluster: eks } = await new EKSClient(clientOptions(rig.aws)).send(new DescribeClusterCommand({ name }));
  return { ...FACTS.services, clientSecurityGroupId: eks!.resourcesVpcConfig!.clusterSecurityGroupId! };
}

before(async () => {
  rig = await startRig();
  folder = await temporaryFolder('docnow-story-');
  story = new Story(rig, join(await synth(EXAMPLE, folder.path), 'stacks'));
  await story.begin();
});

after(async () => {
  // A chapter that failed leaves the clients asking, and they would keep this process.
  await story?.stopLoad();
  await rig?.stop();
  await folder?.delete();
});

chapter('a store of states comes first', async () => {
  await story.build('state');
  await hold(state.checks, FACTS.state);
});

chapter('then a cluster in a network of its own', async () => {
  await story.build('cluster');
  await hold(cluster.checks, FACTS.cluster as never);
  secretsKeyArn = await cluster.keyOfSecrets(rig, FACTS.cluster.clusterName);
});

// At once, since neither knows of the other: an operator would do it one by one, as the demo does.
chapter('a front door, and the data services', async () => {
  await Promise.all([story.build('front-door'), story.build('services')]);
  await hold(frontDoor.checks, FACTS['front-door']);
  await hold(services.checks, await servicesFacts());
});

chapter('a switch that sends all to blue', async () => {
  const blue = { active_color: 'blue', expected_current: 'blue' };
  await story.build('switch', { ...blue, expected_current: 'none' }, blue);
  await hold(trafficSwitch.checks, weights('blue'));
});

chapter('blue serves', async () => {
  await story.build('blue', { workers: 'active' });
  await hold(environment.checks, await colorFacts('blue', 'active'));
  load = await story.startLoad();
});

chapter('green is built beside it, and nobody notices', async () => {
  unharmed(await story.build('green', { workers: 'standby' }));
  await hold(environment.checks, await colorFacts('green', 'standby'));
  assert.deepEqual(Object.keys(load.figures().byColor), ['blue']);
});

chapter('who may talk to whom is what the page says', async () => {
  const { Subnets } = await new EC2Client(clientOptions(rig.aws)).send(new DescribeSubnetsCommand());
  const machines = (role: string) =>
    Subnets!
      .filter(({ Tags }) => Tags?.some(({ Key }) => Key === `kubernetes.io/role/${role}`))
      .map(({ CidrBlock }) => CidrBlock!.replace(/\d+\/\d+$/, '9'));
  const [wayIn, nodes] = [machines('elb'), machines('internal-elb')];
  assert.deepEqual([wayIn.length, nodes.length], [3, 3]);
  const ask = await connect(rig.kube.config);
  const world = await applied(ask, nodes[0]);
  const addresses = { wayIn, network: nodes, apiServer: await apiServer(ask) };
  const { namespace: data } = FACTS.services;
  for (const [own, other] of [
    ['docnow-blue', 'docnow-green'],
    ['docnow-green', 'docnow-blue'],
  ]) {
    agrees(world, { own, other, data }, addresses, PAGES['Elasticsearch generation']);
  }
});

chapter('kube-score finds nothing in all that was applied but what is accepted, for a reason', async () => {
  const program = await ensureKubeScore();
  const objects = await appliedObjects(await connect(rig.kube.config));
  const findings = await scan(program, objects);
  assert.deepEqual(unexplained(findings, ACCEPTED), []);
  assert.deepEqual(idle(findings, ACCEPTED), [], 'accepted, but met by now');
  const open = objects.filter(({ kind }) => kind !== 'NetworkPolicy');
  const worse = unexplained(await scan(program, open), ACCEPTED).filter(({ check }) => check === 'pod-networkpolicy');
  assert.equal(worse.length, objects.filter(({ kind }) => /^(Deployment|StatefulSet|CronJob|Job)$/.test(kind)).length);
});

chapter('a switch is refused before anything changes, when it is not safe', async () => {
  const mark = rig.aws.calls.mark();
  const refused = (variables: Record<string, string>, words: RegExp) =>
    assert.rejects(story.runner('switch').apply(variables), words);
  const green = { active_color: 'green', healthy_targets: '{green=2}' };
  await refused({ ...green, expected_current: 'green' }, /expected_current/);
  await refused({ ...green, expected_current: 'none' }, /none/);
  await refused({ ...green, expected_current: 'blue', healthy_targets: '{green=1}' }, /healthy/);
  await refused({ ...green, expected_current: 'blue', active_color: 'red' }, /blue, green/);
  assert.equal(rig.aws.calls.writes(mark), 0, 'calls that changed something');
  await hold(trafficSwitch.checks, weights('blue'));
});

chapter('all traffic goes to green and back, one call each, and no request is lost', async () => {
  const served = load.figures().requests;
  for (const [from, to] of [
    ['blue', 'green'],
    ['green', 'blue'],
  ] as const) {
    load.mark('before the switch');
    unharmed(await story.switchTraffic(from, to));
    await hold(trafficSwitch.checks, weights(to));
    while (load.figures().requests < served + (to === 'green' ? REQUESTS / 2 : REQUESTS)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { byColor, failed, reasons } = load.mark(to);
    assert.equal(failed, 0, reasons.join('\n'));
    assert.ok(byColor[to] > 0, `nobody was served by ${to}`);
  }
});

chapter('workers run in one colour at a time', async () => {
  await story.moveWorkers('blue', 'green');
  await hold(environment.checks, await colorFacts('blue', 'standby'));
  await hold(environment.checks, await colorFacts('green', 'active'));
});

chapter("no secret's value stands in a state, a plan or a synthesized file", async () => {
  const files = readdirSync(rig.dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(json|log|tfstate|tfrc)$/.test(file) && !file.includes('etcd'))
    .map((file) => readFileSync(join(rig.dir, file), 'utf8'));
  const texts = [...files, ...(await story.states())];
  assert.ok(texts.length > 20, `only ${texts.length} texts were found`);
  for (const value of Object.values(story.secrets)) {
    assert.ok(!texts.some((text) => text.includes(value)), "a secret's value stands where it must not");
  }
});

chapter('all goes, and nothing is left', async () => {
  const [blue, green] = [await colorFacts('blue', 'standby'), await colorFacts('green', 'active')];
  const servicesTold = await servicesFacts();
  await story.tearDown();
  const { failed, reasons } = load.figures();
  assert.equal(failed, 0, reasons.join('\n'));
  await hold(environment.goneChecks, blue);
  await hold(environment.goneChecks, green);
  await hold(trafficSwitch.goneChecks, weights('blue'));
  await hold(services.goneChecks, servicesTold);
  await hold(frontDoor.goneChecks, FACTS['front-door']);
  await hold(cluster.goneChecks, { ...FACTS.cluster, secretsKeyArn } as never);
  await hold(state.goneChecks, FACTS.state);
});

function unharmed({ name, requests, failed }: Step): void {
  assert.ok(requests > 0, `${name}: nobody asked for anything`);
  assert.equal(failed, 0, `${name}: requests that failed`);
}
