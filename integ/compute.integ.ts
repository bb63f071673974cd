import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { UpdateNodegroupConfigCommand } from '@aws-sdk/client-eks';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { KubeConfig } from '@kubernetes/client-node';
import { App, TerraformStack } from 'cdktf';
import {
  AmiFamily,
  CapacityType,
  Compute,
  DocNowCluster,
  DocNowClusterProps,
  Network,
  NodeAutoscaling,
  TaintEffect,
} from '../src';
import { Reach } from './checks/check';
import { keyOfSecrets, keyWaits } from './checks/cluster';
import { clients, nodeGroups } from './checks/cluster/ask';
import { autoModeChecks } from './checks/cluster/compute/auto-mode';
import { clusterAutoscalerChecks } from './checks/cluster/compute/cluster-autoscaler';
import { fargateAloneChecks, fargateAndNodesChecks } from './checks/cluster/compute/fargate';
import { karpenterChecks } from './checks/cluster/compute/karpenter';
import { spotNodeChecks } from './checks/cluster/compute/managed-nodes';
import { containerInsightsChecks } from './checks/cluster/container-insights';
import { inventory } from './checks/cluster/inventory';
import { HandMade, makeByHand } from './checks/cluster/network-by-hand';
import * as observability from './checks/observability';
import { NETWORKS } from './matrix/kinds';
import { EMAIL, NAME, writeWatched } from './observability/stack';
import { StartedAws, startAws } from './rig/aws/start';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { findProviders } from './rig/terraform/providers';
import { TerraformRunner } from './rig/terraform/runner';
import { ensureTools } from './rig/tools/ensure-tools';
import { hostedZone, HostedZone } from './story/hosted-zone';
import { timed } from './timed';

/** What each cluster is in and runs on. All stand in one stack, so that one apply shows all of them. */
const CLUSTERS: {
  readonly [name: string]: { readonly in: string } & Pick<
    DocNowClusterProps,
    'compute' | 'elasticsearchCompute' | 'nodeAutoscaling' | 'containerInsights'
  >;
} = {
  spot: {
    in: 'existing',
    compute: Compute.managedNodes({
      instanceTypes: ['t4g.large', 'm7g.large'],
      capacityType: CapacityType.SPOT,
      amiFamily: AmiFamily.BOTTLEROCKET,
      diskGib: 60,
      diskIops: 4000,
      diskThroughputMib: 200,
      labels: { 'example.org/rack': '7' },
      taints: [{ key: 'example.org/rack', value: '7', effect: TaintEffect.PREFER_NO_SCHEDULE }],
      maxUnavailablePercentage: 50,
      nodeRepair: true,
    }),
    elasticsearchCompute: Compute.managedNodes({ min: 3, amiFamily: AmiFamily.BOTTLEROCKET }),
    nodeAutoscaling: NodeAutoscaling.karpenter(),
    containerInsights: true,
  },
  fargate: {
    in: 'isolated, one NAT gateway, peered',
    compute: Compute.fargate({ namespaces: ['docnow-blue', 'docnow-gr?en'] }),
    elasticsearchCompute: Compute.managedNodes({ min: 3, max: 5, releaseVersion: '1.34.2-20251120' }),
    nodeAutoscaling: NodeAutoscaling.clusterAutoscaler(),
  },
  auto: { in: 'isolated, no NAT gateway, endpoints', compute: Compute.autoMode() },
  'no-nodes': {
    in: 'isolated, a NAT gateway in each zone',
    compute: Compute.fargate({ namespaces: ['docnow-*'] }),
    elasticsearchCompute: Compute.shared(),
  },
};
const CHECKS = {
  spot: [...spotNodeChecks, ...karpenterChecks, ...containerInsightsChecks],
  fargate: [...fargateAndNodesChecks, ...clusterAutoscalerChecks],
  auto: autoModeChecks,
  'no-nodes': fargateAloneChecks,
};
/** A way in, and what watches it, stand in the same stack: they cost no time there. */
const WATCHED = { name: NAME, email: EMAIL, colors: ['blue', 'green', 'legacy'] };
const nothing = { add: 0, change: 0, destroy: 0 };
let folder: TemporaryFolder;
let aws: StartedAws;
let reach: Reach;
let there: HandMade;
let untouched: object;
let zone: HostedZone;
let stack: TerraformRunner;
let lacking: TerraformRunner;

before(async () => {
  folder = await temporaryFolder('docnow-compute-');
  const [dir, tools] = [folder.path, await ensureTools()];
  const [started, providers] = await Promise.all([startAws(tools, dir), findProviders(tools, dir)]);
  aws = started;
  reach = { aws, kube: { config: new KubeConfig() } };
  there = await makeByHand(reach);
  zone = await hostedZone(aws);
  untouched = await inventory(reach);
  synth(join(dir, 'out'));
  const runner = (name: string) =>
    new TerraformRunner(name, join(dir, 'out/stacks', name), { tools, aws, providers, dir });
  [stack, lacking] = ['compute', 'lacking'].map(runner);
  await Promise.all([stack.init(), lacking.init()]);
});

after(async () => {
  await aws?.stop();
  await folder?.delete();
});

function synth(outdir: string): void {
  const app = new App({ outdir });
  const stackOf = (name: string) => {
    const made = new TerraformStack(app, name);
    new AwsProvider(made, 'aws', { region: 'us-east-1' });
    return made;
  };
  const inOne = stackOf('compute');
  Object.entries(CLUSTERS).forEach(([name, { in: network, ...compute }], index) => {
    const place = { cidr: `10.${index}.0.0/16`, there };
    new DocNowCluster(inOne, name, { name, network: NETWORKS[network](place), ...compute });
  });
  const pods = new SecurityGroup(inOne, 'Pods', { name: `${NAME}-pods`, vpcId: there.institute.vpcId });
  writeWatched(inOne, { ...there, securityGroupId: pods.id, clusterName: 'spot' });
  new DocNowCluster(stackOf('lacking'), 'Cluster', {
    name: 'lacking',
    network: Network.isolated({ cidr: '10.9.0.0/16' }),
    compute: Compute.managedNodes({ instanceTypes: ['m6a.large', 'hpc6a.48xlarge'] }),
  });
  app.synth();
}

void test('clusters of every compute are applied, and are what they were told', async (context) => {
  const { add, ...rest } = await timed(context, 'apply', stack.apply());
  assert.deepEqual([add > 0, rest], [true, { change: 0, destroy: 0 }]);
  for (const [clusterName, checks] of Object.entries(CHECKS)) {
    for (const { name, run } of checks) {
      await context.test(`${clusterName}: ${name}`, () => run(reach, { clusterName }));
    }
  }
});

void test('what is in front of it is watched', async (context) => {
  for (const { name, run } of observability.checks) await context.test(name, () => run(reach, WATCHED));
});

void test('a plan is refused for an instance type that the region lacks, before anything is made', async () => {
  const since = aws.calls.mark();
  await assert.rejects(lacking.plan(), (error: Error) => {
    assert.match(
      error.message,
      /lacking\/Cluster: compute\.instanceTypes names hpc6a\.48xlarge, which the region does not offer\. Name types/,
    );
    return true;
  });
  assert.equal(aws.calls.writes(since), 0);
});

void test('after something else has scaled a group, a plan is empty', async (context) => {
  const { eks } = clients(reach);
  const group = async () => (await nodeGroups(clients(reach), 'spot')).app;
  const { nodegroupName, scalingConfig } = await group();
  assert.equal(scalingConfig?.desiredSize, 2);
  const scaled = { clusterName: 'spot', nodegroupName, scalingConfig: { ...scalingConfig, desiredSize: 5 } };
  await eks.send(new UpdateNodegroupConfigCommand(scaled));
  assert.equal((await group()).scalingConfig?.desiredSize, 5);
  assert.deepEqual(await timed(context, 'plan', stack.plan()), nothing);
});

void test('all is destroyed, and nothing is left', async (context) => {
  const keys = await Promise.all(Object.keys(CLUSTERS).map((name) => keyOfSecrets(reach, name)));
  const { add, change } = await timed(context, 'destroy', stack.destroy());
  assert.deepEqual([add, change], [0, 0]);
  assert.deepEqual(await inventory(reach), untouched);
  for (const { run } of observability.goneChecks) await run(reach, WATCHED);
  assert.deepEqual(await zone.records(), []);
  for (const secretsKeyArn of keys) await keyWaits(reach, secretsKeyArn!);
});
