import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, TestContext } from 'node:test';
import { CreateClusterCommand } from '@aws-sdk/client-eks';
import { CoreV1Api, CustomObjectsApi, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { Check, Reach } from './checks/check';
import { clients } from './checks/cluster/ask';
import { goneChecks } from './checks/controllers/gone';
import { monitoringChecks } from './checks/controllers/monitoring';
import { ControllerFacts, deployment, HOME, NODE_KINDS, podChecks } from './checks/controllers/pods';
import { roleChecks } from './checks/controllers/roles';
import { facts, synthControllers } from './controllers/stacks';
import { StartedAws, startAws } from './rig/aws/start';
import { ChartRepository, packCharts, serveCharts } from './rig/charts/chart-repository';
import { RunningKube, startKube } from './rig/kube/control-plane';
import { installKind } from './rig/kube/custom-kind';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { until } from './rig/processes/until';
import { StackRunner } from './rig/stack-runner';
import { chooseRunner } from './rig/terraform/choose-runner';
import { findProviders, Providers } from './rig/terraform/providers';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';
import { PINNED } from '../src/controllers/pinned';

// The charts of the controllers' own projects are in repositories on the internet, and not in this one. Stand-ins have their
// names and versions, and make of the same values a ServiceAccount, a PodDisruptionBudget and a Deployment. So this proves
// where charts come from, what they are told, what the cluster admits and how all goes; not what the real charts make of it.
const STAND_INS = join(__dirname, 'rig/charts/stand-ins');
const nothing = { add: 0, change: 0, destroy: 0 };
let folder: TemporaryFolder;
let tools: Tools;
let aws: StartedAws;
let kube: RunningKube;
let providers: Providers;
let charts: ChartRepository;
let reach: Reach;

before(async () => {
  folder = await temporaryFolder('docnow-controllers-');
  tools = await ensureTools();
  const packed = join(folder.path, 'charts');
  await mkdir(packed);
  await packCharts([...pinned, { ...PINNED.karpenter, chart: 'karpenter-crd' }].map(standIn), packed);
  [aws, kube, providers, charts] = await Promise.all([
    startAws(tools, folder.path),
    startKube(tools, join(folder.path, 'kube')),
    findProviders(tools, folder.path),
    serveCharts(packed),
  ]);
  reach = { aws, kube };
  for (const kind of ['prometheus-rule', 'pod-monitor']) {
    await installKind(kube.config, join(__dirname, `monitoring/${kind}-crd.yaml`));
  }
  const name = facts.clusterName;
  const roleArn = 'arn:aws:iam::123456789012:role/eks';
  await clients(reach).eks.send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig: { subnetIds: [] } }));
  synthControllers(join(folder.path, 'out'), charts.url);
});

after(async () => {
  await Promise.all([kube?.stop(), aws?.stop(), charts?.stop()]);
  await folder?.delete();
});

const pinned = Object.values(PINNED);
const standIn = ({ chart, version }: { chart: string; version: string }) => ({
  name: chart,
  version,
  folder: join(STAND_INS, chart),
});

const stacks: Record<string, StackRunner> = {};

function runner(name: string): StackRunner {
  const options = { tools, aws, kube, providers, dir: folder.path, say: console.error };
  return (stacks[name] ??= chooseRunner(name, join(folder.path, 'out/stacks', name), options));
}

async function holds(context: TestContext, checks: readonly Check<ControllerFacts>[]): Promise<void> {
  for (const { name, run } of checks) await context.test(name, () => run(reach, facts));
}

void test('all controllers are applied from the mirror alone, and a second plan is empty', async (context) => {
  context.diagnostic(providers.source);
  for (const name of ['karpenter', 'autoscaler']) {
    await runner(name).init();
    const { add, ...rest } = await runner(name).apply();
    assert.ok(add > 0, name);
    assert.deepEqual(rest, { change: 0, destroy: 0 }, name);
    assert.deepEqual(await runner(name).plan(), nothing, name);
  }
  const names = [...pinned, { chart: 'karpenter-crd', version: PINNED.karpenter.version }];
  assert.deepEqual([...charts.asked].sort(), names.map(({ chart, version }) => `${chart}-${version}.tgz`).sort());
});

void test('they run as they were told', async (context) =>
  holds(context, [...podChecks, ...roleChecks, ...monitoringChecks]));

void test('Karpenter stays until the last of its nodes is gone; then all goes, and nothing is left', async (context) => {
  const custom = kube.config.makeApiClient(CustomObjectsApi);
  // Karpenter itself puts this on an EC2NodeClass, and takes it off when no node of it is left.
  const patch = (finalizers: string[]) =>
    custom.patchClusterCustomObject(
      { ...NODE_KINDS[0], body: { metadata: { finalizers } } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
  await patch(['karpenter.k8s.aws/termination']);
  let over = false;
  const destroyed = runner('karpenter')
    .destroy()
    .finally(() => (over = true));
  const core = kube.config.makeApiClient(CoreV1Api);
  const homeIsGone = () =>
    core.readNamespace({ name: HOME }).then(
      () => false,
      ({ code }) => code === 404,
    );
  try {
    await until('the class of nodes is to go, and all that is not Karpenter’s is gone', 120, async () => {
      assert.ok(!over, 'it was destroyed, though nodes are left');
      const { metadata } = (await custom.getClusterCustomObject(NODE_KINDS[0])) as { metadata: any };
      return metadata.deletionTimestamp !== undefined && homeIsGone();
    });
    const { metadata } = await deployment(reach, 'kube-system', 'karpenter');
    assert.equal(metadata?.deletionTimestamp, undefined);
  } finally {
    await patch([]);
    await destroyed.catch(() => undefined);
  }
  const { add, change } = await destroyed;
  assert.deepEqual([add, change], [0, 0]);
  await runner('autoscaler').destroy();
  await holds(context, goneChecks);
});
