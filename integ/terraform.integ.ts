import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DescribeLaunchTemplatesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { Check, Reach } from './checks/check';
import * as clusterIs from './checks/cluster';
import * as stateIs from './checks/state';
import { StartedAws, startAws } from './rig/aws/start';
import { RunningKube, startKube } from './rig/kube/control-plane';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { mirrorFolders } from './rig/terraform/mirrors';
import { namespacesOf } from './rig/terraform/namespaces';
import { override } from './rig/terraform/override';
import { findProviders, Providers } from './rig/terraform/providers';
import { TerraformRunner } from './rig/terraform/runner';
import { PLATFORM } from './rig/terraform/wanted';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';
import { DocNowCluster } from '../src/cluster/docnow-cluster';
import { NatGateways, Network } from '../src/cluster/network';
import { RemoteState } from '../src/state/remote-state';

const stateFacts = { stateBucket: 'docnow-terraform-state', lockTable: 'docnow-terraform-state-lock' };
const clusterFacts = {
  clusterName: 'docnow',
  natGateways: 1,
  publicAccessCidrs: ['203.0.113.7/32'],
  administratorArns: ['arn:aws:iam::123456789012:role/operators'],
};
let folder: TemporaryFolder;
let tools: Tools;
let aws: StartedAws;
let kube: RunningKube;
let providers: Providers;
let reach: Reach;

before(async () => {
  folder = await temporaryFolder('docnow-terraform-');
  tools = await ensureTools();
  [aws, kube, providers] = await Promise.all([
    startAws(tools, folder.path),
    startKube(tools, join(folder.path, 'kube')),
    findProviders(tools, folder.path),
  ]);
  reach = { aws, kube };
  synth(join(folder.path, 'out'));
});

after(async () => {
  await Promise.all([kube?.stop(), aws?.stop()]);
  await folder?.delete();
});

/** The two stacks that all others stand on, and one that is refused in many ways. */
function synth(outdir: string): void {
  const app = new App({ outdir });
  const stack = (id: string) => {
    const made = new TerraformStack(app, id);
    new AwsProvider(made, 'aws', { region: 'us-east-1' });
    return made;
  };
  const { stateBucket: bucketName } = stateFacts;
  const state = new RemoteState(stack('state'), 'State', { bucketName, removalProtection: false });
  const inCluster = stack('cluster');
  state.configure(inCluster);
  const network = Network.isolated({ cidr: '10.42.0.0/16', natGateways: NatGateways.ONE });
  const { clusterName: name, publicAccessCidrs, administratorArns } = clusterFacts;
  const cluster = new DocNowCluster(inCluster, 'Cluster', { name, network, publicAccessCidrs, administratorArns });
  const inVain = new TerraformStack(app, 'in-vain');
  state.configure(inVain);
  cluster.connect(inVain);
  deploymentInVain(inVain);
  app.synth();
}

/** A Deployment in a namespace where no pod may be. */
function deploymentInVain(stack: TerraformStack): void {
  const greeting = new TerraformVariable(stack, 'greeting', { type: 'string', default: 'none' });
  new TerraformOutput(stack, 'said', { value: greeting.stringValue });
  const namespace = new NamespaceV1(stack, 'Namespace', { metadata: { name: 'in-vain' } });
  const quota = new ResourceQuotaV1(stack, 'Quota', {
    metadata: { name: 'none', namespace: namespace.metadata.name },
    spec: { hard: { pods: '0' } },
  });
  new DeploymentV1(stack, 'Deployment', {
    metadata: { name: 'web', namespace: namespace.metadata.name },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { container: [{ name: 'web', image: 'web:1' }] } },
    },
    dependsOn: [quota],
  });
}

function runner(name: string): TerraformRunner {
  return new TerraformRunner(name, join(folder.path, 'out/stacks', name), {
    tools,
    aws,
    kube,
    providers,
    dir: folder.path,
  });
}

async function run<Facts>(checks: readonly Check<Facts>[], facts: Facts): Promise<void> {
  for (const { name, run: check } of checks) {
    await test(name, () => check(reach, facts));
  }
}

void test('the store of states is applied, and the cluster into it', async (context) => {
  const [state, cluster] = ['state', 'cluster'].map(runner);
  const timed = async <T>(what: string, work: Promise<T>): Promise<T> => {
    const begun = Date.now();
    const done = await work;
    context.diagnostic(`${what}: ${JSON.stringify(done)} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    return done;
  };
  context.diagnostic(providers.source);
  await timed('state init', state.init());
  const made = await timed('state apply', state.apply());
  assert.deepEqual(made, { add: 8, change: 0, destroy: 0 });
  for (const { name, run: check } of stateIs.checks) await context.test(name, () => check(reach, stateFacts));
  assert.deepEqual(await timed('state plan', state.plan()), { add: 0, change: 0, destroy: 0 });

  await timed('cluster init', cluster.init());
  const planned = await timed('cluster plan', cluster.plan());
  const built = await timed('cluster apply', cluster.apply());
  assert.deepEqual(built, planned);
  for (const { name, run: check } of clusterIs.checks) await context.test(name, () => check(reach, clusterFacts));
  assert.deepEqual(await timed('cluster plan', cluster.plan()), { add: 0, change: 0, destroy: 0 });
  assert.equal(JSON.parse(await cluster.state()).version, 4);

  const secretsKeyArn = await clusterIs.keyOfSecrets(reach, clusterFacts.clusterName);
  const removed = await timed('cluster destroy', cluster.destroy());
  assert.equal(removed.destroy, built.add);
  const gone = { ...clusterFacts, secretsKeyArn };
  for (const { name, run: check } of clusterIs.goneChecks) await context.test(name, () => check(reach, gone));
  assert.deepEqual(await timed('state destroy', state.destroy()), { add: 0, change: 0, destroy: 8 });
  for (const { name, run: check } of stateIs.goneChecks) await context.test(name, () => check(reach, stateFacts));
});
