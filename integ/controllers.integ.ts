import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  CreateClusterCommand,
  DescribePodIdentityAssociationCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import {
  ApiextensionsV1Api,
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  PolicyV1Api,
  setHeaderOptions,
  V1Deployment,
} from '@kubernetes/client-node';
import { Reach } from './checks/check';
import { clients } from './checks/cluster/ask';
import { inlineStatements, trust } from './checks/cluster/roles';
import { facts, synthControllers } from './controllers/stacks';
import { StartedAws, startAws } from './rig/aws/start';
import { ChartRepository, packCharts, serveCharts } from './rig/charts/chart-repository';
import { RunningKube, startKube } from './rig/kube/control-plane';
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
const HOME = 'docnow-controllers';
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

let stacks: Record<string, StackRunner> = {};

function runner(name: string): StackRunner {
  const options = { tools, aws, kube, providers, dir: folder.path, say: console.error };
  return (stacks[name] ??= chooseRunner(name, join(folder.path, 'out/stacks', name), options));
}

async function deployment(namespace: string, name: string): Promise<V1Deployment> {
  return kube.config.makeApiClient(AppsV1Api).readNamespacedDeployment({ namespace, name });
}

const container = ({ spec }: V1Deployment) => spec!.template.spec!.containers[0];

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

void test('two pods of each controller run, by digest where it is known, and are kept when nodes are short', async () => {
  const { loadBalancer, karpenter, clusterAutoscaler, externalSecrets } = PINNED;
  const { loadBalancer: first, externalSecrets: second } = facts.digests;
  const secrets = `mirror.example.org/github/external-secrets/external-secrets:${externalSecrets.tag}@${second}`;
  const expected: [string, string, string][] = [
    [
      HOME,
      'aws-load-balancer-controller',
      `mirror.example.org/ecr-public/eks/aws-load-balancer-controller:${loadBalancer.tag}@${first}`,
    ],
    [HOME, 'external-secrets', secrets],
    [HOME, 'external-secrets-cert-controller', secrets],
    [HOME, 'external-secrets-webhook', secrets],
    [
      'kube-system',
      'karpenter',
      `mirror.example.org/ecr-public/karpenter/controller:${karpenter.tag}@${karpenter.digest}`,
    ],
    [
      'kube-system',
      'cluster-autoscaler',
      `mirror.example.org/kubernetes/autoscaling/cluster-autoscaler:${clusterAutoscaler.tag}`,
    ],
  ];
  const policy = kube.config.makeApiClient(PolicyV1Api);
  for (const [namespace, name, image] of expected) {
    const found = await deployment(namespace, name);
    assert.equal(found.status?.readyReplicas, 2, name);
    assert.equal(container(found).image, image);
    assert.ok(container(found).resources?.requests?.memory, name);
    assert.equal(container(found).resources?.limits?.memory, container(found).resources?.requests?.memory, name);
    assert.equal(found.spec?.template.spec?.priorityClassName, 'system-cluster-critical', name);
    const budget = await policy.readNamespacedPodDisruptionBudget({ namespace, name });
    await until(`${name} may lose one pod`, 20, async () => {
      const { status } = await policy.readNamespacedPodDisruptionBudget({ namespace, name });
      return status?.disruptionsAllowed === 1;
    });
    const [key] = Object.keys(budget.spec!.selector!.matchLabels!);
    assert.equal(found.spec?.template.metadata?.labels?.[key], budget.spec!.selector!.matchLabels![key], name);
    const spreads = found.spec?.template.spec?.topologySpreadConstraints ?? [];
    for (const { labelSelector } of spreads) {
      for (const [label, value] of Object.entries(labelSelector!.matchLabels!)) {
        assert.equal(found.spec?.template.metadata?.labels?.[label], value, `${name} spreads pods of others`);
      }
    }
  }
});

void test('controllers are told of their cluster', async () => {
  const balancer = container(await deployment(HOME, 'aws-load-balancer-controller'));
  const { clusterName, region, vpcId } = facts;
  assert.deepEqual(balancer.args, [`--cluster-name=${clusterName}`, `--aws-region=${region}`, `--aws-vpc-id=${vpcId}`]);
  const told = (one: { env?: { name: string; value?: string }[] }) =>
    Object.fromEntries((one.env ?? []).map(({ name, value }) => [name, value]));
  assert.deepEqual(told(container(await deployment('kube-system', 'karpenter'))), {
    CLUSTER_NAME: clusterName,
    INTERRUPTION_QUEUE: facts.interruptionQueueName,
    EKS_CONTROL_PLANE: 'true',
  });
  const autoscaler = container(await deployment('kube-system', 'cluster-autoscaler'));
  assert.equal(told(autoscaler).AWS_REGION, region);
  assert.ok(
    autoscaler.command?.includes('--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/docnow'),
    String(autoscaler.command),
  );
  assert.ok(autoscaler.command?.includes('--skip-nodes-with-local-storage=false'), String(autoscaler.command));
});

void test('their namespace refuses what is not restricted, and the pods of kube-system would be let in', async () => {
  const core = kube.config.makeApiClient(CoreV1Api);
  const { metadata } = await core.readNamespace({ name: HOME });
  assert.equal(metadata?.labels?.['pod-security.kubernetes.io/enforce'], 'restricted');
  const asPod = (spec: object) => ({ metadata: { name: 'tried' }, spec: { containers: [], ...spec } });
  const tried = (spec: object) => core.createNamespacedPod({ namespace: HOME, body: asPod(spec), dryRun: 'All' });
  await assert.rejects(tried({ containers: [{ name: 'any', image: 'any:1' }] }), /violates PodSecurity/);
  for (const name of ['karpenter', 'cluster-autoscaler']) {
    const { spec } = (await deployment('kube-system', name)).spec!.template;
    await tried({ ...spec, serviceAccountName: 'default' });
  }
});

void test('two of them have a role that their pods alone can take, for what they do', async () => {
  const { eks, iam } = clients(reach);
  const { clusterName } = facts;
  const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
  const roles: Record<string, string> = {};
  for (const { associationId, namespace, serviceAccount } of associations) {
    const asked = new DescribePodIdentityAssociationCommand({ clusterName, associationId });
    const { association } = await eks.send(asked);
    roles[serviceAccount!] = association!.roleArn!;
    const { Condition } = await trust(clients(reach), association!.roleArn);
    assert.equal(namespace, HOME);
    assert.deepEqual(Condition.StringEquals, {
      'aws:RequestTag/eks-cluster-name': clusterName,
      'aws:RequestTag/kubernetes-namespace': HOME,
      'aws:RequestTag/kubernetes-service-account': serviceAccount,
    });
  }
  assert.deepEqual(Object.keys(roles).sort(), ['aws-load-balancer-controller', 'external-secrets']);
  const mayDo = async (account: string) =>
    (await inlineStatements({ ...clients(reach), iam }, roles[account])).map(({ Sid, Action, Resource }) => [
      Sid,
      Action,
      Resource,
    ]);
  assert.deepEqual(await mayDo('aws-load-balancer-controller'), [
    [
      'Ask',
      [
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeVpcs',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      ['*'],
    ],
    [
      'Bind',
      ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
      [facts.targetGroupArn],
    ],
  ]);
  assert.deepEqual(await mayDo('external-secrets'), [
    [
      'Secrets',
      ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      ['arn:aws:secretsmanager:us-east-1:123456789012:secret:docnow/*'],
    ],
    [
      'Parameters',
      ['ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:ListTagsForResource'],
      ['arn:aws:ssm:us-east-1:123456789012:parameter/docnow/*'],
    ],
  ]);
});

/** What Karpenter is to start nodes by. */
const kinds = [
  { group: 'karpenter.k8s.aws', version: 'v1', plural: 'ec2nodeclasses', name: 'docnow' },
  { group: 'karpenter.sh', version: 'v1', plural: 'nodepools', name: 'docnow' },
];

void test('Karpenter knows the nodes that it may start', async () => {
  const custom = kube.config.makeApiClient(CustomObjectsApi);
  const [{ spec: nodeClass }, { spec: pool }] = await Promise.all(
    kinds.map((kind) => custom.getClusterCustomObject(kind) as Promise<{ spec: any }>),
  );
  const marked = [{ tags: { 'karpenter.sh/discovery': facts.clusterName } }];
  assert.equal(nodeClass.role, facts.nodeRoleName);
  assert.deepEqual([nodeClass.subnetSelectorTerms, nodeClass.securityGroupSelectorTerms], [marked, marked]);
  assert.deepEqual(nodeClass.amiSelectorTerms, [{ alias: 'al2023@v20251112' }]);
  assert.equal(nodeClass.metadataOptions.httpTokens, 'required');
  assert.deepEqual(pool.limits, { cpu: '32', memory: '128Gi' });
  assert.equal(pool.template.spec.expireAfter, '720h');
  const values = Object.fromEntries(pool.template.spec.requirements.map((one: any) => [one.key, one.values]));
  assert.deepEqual(values['karpenter.sh/capacity-type'], ['spot', 'on-demand']);
  assert.deepEqual(values['kubernetes.io/arch'], ['amd64']);
});

void test('Karpenter stays until the last of its nodes is gone; then all goes, and nothing is left', async () => {
  const custom = kube.config.makeApiClient(CustomObjectsApi);
  // Karpenter itself puts this on an EC2NodeClass, and takes it off when no node of it is left.
  const patch = (finalizers: string[]) =>
    custom.patchClusterCustomObject(
      { ...kinds[0], body: { metadata: { finalizers } } },
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
      const { metadata } = (await custom.getClusterCustomObject(kinds[0])) as { metadata: any };
      return metadata.deletionTimestamp !== undefined && homeIsGone();
    });
    const { metadata } = await deployment('kube-system', 'karpenter');
    assert.equal(metadata?.deletionTimestamp, undefined);
  } finally {
    await patch([]);
    await destroyed.catch(() => undefined);
  }
  const { add, change } = await destroyed;
  assert.deepEqual([add, change], [0, 0]);
  await runner('autoscaler').destroy();

  const { items } = await kube.config.makeApiClient(AppsV1Api).listDeploymentForAllNamespaces();
  assert.deepEqual(
    items.map(({ metadata }) => metadata!.name),
    [],
  );
  const { items: known } = await kube.config.makeApiClient(ApiextensionsV1Api).listCustomResourceDefinition();
  assert.deepEqual(
    known.map(({ spec }) => spec.group).filter((group) => group.startsWith('karpenter')),
    [],
  );
  const { eks, iam } = clients(reach);
  const { associations } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName: facts.clusterName }));
  assert.deepEqual(associations, []);
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  assert.deepEqual(
    Roles.map(({ RoleName }) => RoleName).filter((name) => name?.startsWith('docnow-')),
    [],
  );
});
