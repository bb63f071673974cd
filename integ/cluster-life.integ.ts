import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAddonCommand,
  DescribeAddonVersionsCommand,
  ListAccessEntriesCommand,
  ListAssociatedAccessPoliciesCommand,
  UpdateAddonCommand,
  UpdateClusterVersionCommand,
  UpdateNodegroupVersionCommand,
} from '@aws-sdk/client-eks';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { clients, Clients, describeCluster, nodeGroups } from './checks/cluster/ask';
import { StartedAws, startAws } from './rig/aws/start';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { findProviders, Providers } from './rig/terraform/providers';
import { TerraformRunner } from './rig/terraform/runner';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';
import { timed } from './timed';
import { AccessLevel } from '../src/cluster/access/access-level';
import { DocNowCluster } from '../src/cluster/docnow-cluster';
import { DocNowClusterProps } from '../src/cluster/docnow-cluster-props';
import { NatGateways } from '../src/cluster/network/nat-gateways';
import { Network } from '../src/cluster/network/network';
import { KubernetesVersion } from '../src/cluster/versions/kubernetes-version';

const clusterName = 'docnow-life';
const account = 'arn:aws:iam::123456789012';
const nothing = { add: 0, change: 0, destroy: 0 };
const { V1_33, V1_34 } = KubernetesVersion;
let folder: TemporaryFolder;
let tools: Tools;
let aws: StartedAws;
let providers: Providers;
let ask: Clients;

before(async () => {
  folder = await temporaryFolder('docnow-life-');
  tools = await ensureTools();
  [aws, providers] = await Promise.all([startAws(tools, folder.path), findProviders(tools, folder.path)]);
  ask = clients({ aws });
});

after(async () => {
  await aws?.stop();
  await folder?.delete();
});

/** An operator's program, ready to plan. Its state is that of the programs before it. */
async function program(
  kubernetesVersion: KubernetesVersion,
  more: Partial<DocNowClusterProps> = {},
): Promise<TerraformRunner> {
  const outdir = join(folder.path, `out-${kubernetesVersion.version}`);
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const network = Network.isolated({ cidr: '10.42.0.0/16', availabilityZones: 2, natGateways: NatGateways.ONE });
  const cluster = new DocNowCluster(stack, 'Cluster', { name: clusterName, network, kubernetesVersion, ...more });
  cluster.grantAdmin(`${account}:role/operators`);
  cluster.grantView(`${account}:role/people/auditors`);
  cluster.grantNamespace(`${account}:role/people/auditors`, ['docnow-blue', 'docnow-green'], AccessLevel.EDIT);
  cluster.grantNamespace(`${account}:user/ed`, ['docnow-data']);
  app.synth();
  const options = { tools, aws, providers, dir: folder.path };
  const runner = new TerraformRunner('cluster', join(outdir, 'stacks/cluster'), options);
  await runner.init();
  return runner;
}

/** Who may do what, as EKS tells it: policies and their scopes by principal. */
async function access(): Promise<Record<string, string[]>> {
  const { accessEntries = [] } = await ask.eks.send(new ListAccessEntriesCommand({ clusterName }));
  const found = accessEntries.map(async (principalArn) => {
    const command = new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn });
    const { associatedAccessPolicies = [] } = await ask.eks.send(command);
    const told = associatedAccessPolicies.map(({ policyArn, accessScope }) =>
      [policyArn!.split('/').pop(), accessScope?.type, ...(accessScope?.namespaces?.sort() ?? [])].join(' '),
    );
    return [principalArn, told.sort()] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

/** The versions of what an upgrade moves, as EKS tells them. */
async function versions() {
  const proxy = await ask.eks.send(new DescribeAddonCommand({ clusterName, addonName: 'kube-proxy' }));
  const { app, elasticsearch } = await nodeGroups(ask, clusterName);
  const { version } = await describeCluster(ask, clusterName);
  const minor = proxy.addon?.addonVersion?.match(/^v(1\.\d\d)\./)?.[1];
  return { controlPlane: version, kubeProxy: minor, nodes: [app.version, elasticsearch.version] };
}

const all = (version: string) => ({ controlPlane: version, kubeProxy: version, nodes: [version, version] });

/** That a program is refused when it is planned, in so many words, and nothing has changed. */
async function refused(version: string, words: RegExp): Promise<void> {
  const runner = await program(KubernetesVersion.of(version));
  const since = aws.calls.mark();
  await assert.rejects(runner.plan(), (error: Error) => {
    assert.match(error.message.replace(/\s+/g, ' '), words);
    assert.equal(error.message.match(/^Error: /gm)?.length, 1, error.message);
    return true;
  });
  assert.deepEqual(aws.calls.changes(since), []);
}

void test('those get access whom the program names, each to what it says', async (context) => {
  const old = await program(V1_33);
  await timed(context, 'apply', old.apply());
  const granted = {
    [`${account}:role/operators`]: ['AmazonEKSClusterAdminPolicy cluster'],
    [`${account}:role/people/auditors`]: [
      'AmazonEKSEditPolicy namespace docnow-blue docnow-green',
      'AmazonEKSViewPolicy cluster',
    ],
    [`${account}:user/ed`]: ['AmazonEKSViewPolicy namespace docnow-data'],
  };
  assert.deepEqual(await access(), granted);
  // EKS makes the creator's entry by itself; fakecloud leaves it out.
  const creator = { clusterName, principalArn: `${account}:role/creator` };
  const policyArn = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
  await ask.eks.send(new CreateAccessEntryCommand(creator));
  await ask.eks.send(new AssociateAccessPolicyCommand({ ...creator, policyArn, accessScope: { type: 'cluster' } }));
  assert.deepEqual(await timed(context, 'plan', old.plan()), nothing);
  await context.test('the creator’s own right is taken away, and nothing brings it back', async () => {
    await ask.eks.send(new DeleteAccessEntryCommand(creator));
    const without = await program(V1_33, { creatorIsAdministrator: false });
    assert.deepEqual(await without.apply(), nothing);
    assert.deepEqual(await access(), granted);
  });
});

void test('an upgrade changes in place the control plane, what runs on every node, nodes, the rest, in this order', async (context) => {
  assert.deepEqual(await versions(), all('1.33'));
  assert.equal((await describeCluster(ask, clusterName)).upgradePolicy?.supportType, 'EXTENDED');
  const next = await program(V1_34);
  // Added and destroyed is the memory of which versions of add-ons were chosen.
  const changes = { add: 1, change: 5, destroy: 1 };
  assert.deepEqual(await timed(context, 'plan', next.plan()), changes);
  const since = aws.calls.mark();
  assert.deepEqual(await timed(context, 'apply', next.apply()), changes);
  const of = `POST /clusters/${clusterName}`;
  const steps = aws.calls.changes(since).map((call) => call.replace(/(app|elasticsearch)-\d+\w+/, '$1'));
  assert.deepEqual(
    [...steps.slice(0, 2), ...steps.slice(2, 4).sort(), ...steps.slice(4)],
    [
      `${of}/updates`,
      `${of}/addons/kube-proxy/update`,
      `${of}/node-groups/app/update-version`,
      `${of}/node-groups/elasticsearch/update-version`,
      `${of}/addons/coredns/update`,
    ],
  );
  assert.deepEqual(await versions(), all('1.34'));
  assert.deepEqual(await timed(context, 'plan', next.plan()), nothing);
});

void test('a version that EKS does not offer, and one that would be a step back, are refused by the plan', async () => {
  await refused('1.35', /kubernetesVersion is 1\.35, which EKS does not offer here\. Take one of 1\.34, 1\.33, /);
  await refused(
    '1.33',
    /kubernetesVersion is 1\.33, but the cluster docnow-life runs 1\.34\. Terraform takes no cluster back: .* Set kubernetesVersion to 1\.34; the way back is in docs\/upgrades\.md\./,
  );
});

void test('the way back that the docs tell of is followed by the program, add-ons too', async (context) => {
  for (const { nodegroupName } of Object.values(await nodeGroups(ask, clusterName))) {
    await ask.eks.send(new UpdateNodegroupVersionCommand({ clusterName, nodegroupName, version: '1.33' }));
  }
  const addonName = 'kube-proxy';
  const { addons } = await ask.eks.send(new DescribeAddonVersionsCommand({ addonName, kubernetesVersion: '1.33' }));
  const { addonVersion } = addons![0].addonVersions![0];
  await ask.eks.send(new UpdateAddonCommand({ clusterName, addonName, addonVersion }));
  await ask.eks.send(new UpdateClusterVersionCommand({ name: clusterName, version: '1.33' }));
  const back = await program(V1_33);
  assert.deepEqual(await timed(context, 'apply', back.apply()), { add: 1, change: 2, destroy: 1 });
  assert.deepEqual(await versions(), all('1.33'));
});

void test('a step of two minor versions is refused by the plan', async () => {
  // As if the cluster were that old; EKS itself would not go there.
  await ask.eks.send(new UpdateClusterVersionCommand({ name: clusterName, version: '1.32' }));
  await refused(
    '1.34',
    /kubernetesVersion is 1\.34, but the cluster docnow-life runs 1\.32, and EKS goes up one minor version at a time\. Go to 1\.33 first, with its add-ons and nodes \(docs\/upgrades\.md\)\./,
  );
});
