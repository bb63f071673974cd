import assert from 'node:assert/strict';
import { mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, TestContext } from 'node:test';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1';
import { BatchV1Api, CoreV1Api } from '@kubernetes/client-node';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { Check, Reach } from './checks/check';
import * as clusterIs from './checks/cluster';
import { deleteOrphans, findOrphans, makeOrphans } from './checks/cluster/orphans';
import * as stateIs from './checks/state';
import { guards } from './guards/guards';
import { StartedAws, startAws } from './rig/aws/start';
import { RunningKube, startKube } from './rig/kube/control-plane';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { until } from './rig/processes/until';
import { chooseRunner } from './rig/terraform/choose-runner';
import { mirrorFolders } from './rig/terraform/mirrors';
import { namespacesOf } from './rig/terraform/namespaces';
import { override } from './rig/terraform/override';
import { findProviders, Providers } from './rig/terraform/providers';
import { TerraformRunner } from './rig/terraform/runner';
import { PLATFORM } from './rig/terraform/wanted';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';
import * as databaseIs from './stores/checks';
import { typed } from './stores/page';
import { inCluster as databaseInCluster, managed } from './stores/stacks';
import { timed } from './timed';
import { DocNowCluster } from '../src/cluster/docnow-cluster';
import { NatGateways } from '../src/cluster/network/nat-gateways';
import { Network } from '../src/cluster/network/network';
import { PostgresProps } from '../src/services/postgres/postgres-props';
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

/** The two stacks that all others stand on, one that is refused in many ways, and databases. */
function synth(outdir: string, database?: Partial<PostgresProps>): void {
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
  const cluster = new DocNowCluster(inCluster, 'Cluster', { name, network, publicAccessCidrs });
  administratorArns.forEach((arn) => cluster.grantAdmin(arn));
  const inVain = new TerraformStack(app, 'in-vain');
  state.configure(inVain);
  cluster.connect(inVain);
  deploymentInVain(inVain);
  databaseInCluster(app, cluster, state, database);
  managed(app, cluster, state);
  app.synth();
}

/** A Deployment in a namespace where no pod may be. */
function deploymentInVain(stack: TerraformStack): void {
  const greeting = new TerraformVariable(stack, 'greeting', { type: 'string', default: 'hello' });
  const condition = '${var.greeting == "hello"}';
  greeting.addValidation({ condition, errorMessage: 'greeting is refused: say hello.' });
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

function runner(name: string, out = 'out'): TerraformRunner {
  const options = { tools, aws, kube, providers, dir: folder.path };
  return new TerraformRunner(name, join(folder.path, out, 'stacks', name), options);
}

async function holds<Facts>(context: TestContext, checks: readonly Check<Facts>[], facts: Facts): Promise<void> {
  for (const { name, run } of checks) await context.test(name, () => run(reach, facts));
}

const nothing = { add: 0, change: 0, destroy: 0 };

void test('the store of states is applied, and a second plan is empty', async (context) => {
  context.diagnostic(providers.source);
  const state = runner('state');
  await state.init();
  assert.deepEqual(await timed(context, 'apply', state.apply()), { ...nothing, add: 8 });
  await holds(context, stateIs.checks, stateFacts);
  assert.deepEqual(await timed(context, 'plan', state.plan()), nothing);
});

void test('the cluster is applied into it, and a second plan is empty', async (context) => {
  const cluster = runner('cluster');
  await timed(context, 'init', cluster.init());
  const planned = await timed(context, 'plan', cluster.plan());
  assert.deepEqual(await timed(context, 'apply', cluster.apply()), planned);
  await holds(context, clusterIs.checks, clusterFacts);
  assert.deepEqual(await timed(context, 'plan', cluster.plan()), nothing);
  const { outputs } = JSON.parse(await cluster.state());
  assert.ok(Object.keys(outputs).length, 'its state has no outputs for the stacks above');
});

void test('a stack in the cluster is refused by its own words, and stopped when it cannot succeed', async (context) => {
  if (providers.missing.length) return context.skip(providers.why);
  const inVain = runner('in-vain');
  await inVain.init();
  await assert.rejects(inVain.plan({ greeting: 'none of it' }), (error: Error) => {
    assert.match(error.message, /^terraform plan of in-vain failed:\nError: Invalid value for variable\n/);
    assert.match(error.message, /greeting is refused: say hello/);
    return true;
  });
  const { changes, outputs } = await inVain.planned({ greeting: 'hello' });
  assert.deepEqual([changes, outputs.said], [{ ...nothing, add: 3 }, 'hello']);
  const begun = Date.now();
  await assert.rejects(inVain.apply({ greeting: 'hello' }), (error: Error) => {
    assert.match(
      error.message,
      /could not succeed: in namespace in-vain:\nReplicaSet web-\w+: FailedCreate: .*exceeded quota/,
    );
    return true;
  });
  const seconds = (Date.now() - begun) / 1000;
  context.diagnostic(`stopped after ${seconds} s`);
  assert.ok(seconds < 60, `stopped only after ${seconds} s`);
  // What was there when it was stopped is in the state, the lock is free.
  const { destroy } = await inVain.destroy();
  assert.ok(destroy >= 2, `only ${destroy} destroyed`);
  const core = kube.config.makeApiClient(CoreV1Api);
  await assert.rejects(core.readNamespace({ name: 'in-vain' }), { code: 404 });
});

void test('a switch asks its guards before a colour gets more traffic, and nobody else', async (context) => {
  if (providers.missing.length) return context.skip(providers.why);
  await guards({ tools, aws, kube, providers, dir: folder.path });
});

void test('a database in the cluster is applied, backed up and put back by commands of its page', async (context) => {
  if (providers.missing.length) return context.skip(providers.why);
  const facts = { namespace: 'docnow-data', clusterName: clusterFacts.clusterName };
  const database = runner('database');
  await database.init();
  await timed(context, 'apply', database.apply());
  await holds(context, databaseIs.checks, facts);
  assert.deepEqual(await database.plan(), nothing);

  // What changes in place, and what no apply may try.
  synth(join(folder.path, 'larger'), { memoryMiB: 2048, version: '17.10' });
  const larger = runner('database', 'larger');
  await larger.init();
  assert.deepEqual(await larger.plan(), { ...nothing, change: 3 }, 'the StatefulSet and both jobs');
  synth(join(folder.path, 'newer'), { version: '18.3' });
  const newer = runner('database', 'newer');
  await newer.init();
  await assert.rejects(newer.plan(), (error: Error) => {
    assert.match(error.message, /version is 18\.3, but docnow-data\/postgres keeps data of PostgreSQL 17, which no/);
    return true;
  });

  const dump = 'docnow-20261125T021700Z.dump';
  await context.test('the commands of its page make jobs that are admitted', async (inner) => {
    const said = await typed(inner, kube, ['Back up now', 'Restore', 'Copies in an object store'], { DUMP: dump });
    if (!said) return;
    const names = said.map((one) => /^job\.batch\/(\S+) created$/.exec(one)?.[1]).sort();
    assert.deepEqual(names, ['backup-now', 'copy-now', 'fetch-now', 'list-backups', 'restore', 'take-over']);
    const batch = kube.config.makeApiClient(BatchV1Api);
    const { spec } = await batch.readNamespacedJob({ ...facts, name: 'restore' });
    const told = spec!.template.spec!.containers[0].env!.find(({ name }) => name === 'DUMP');
    assert.equal(told?.value, dump);
    // Pod Security has let a pod in once there is one. Of Jobs that are done, the CronJob keeps the last.
    for (const name of names as string[]) {
      await until(`${name} has a pod`, 60, async () => {
        const job = await batch.readNamespacedJob({ ...facts, name }).catch(gone);
        return !job || (job.status?.active ?? 0) + (job.status?.succeeded ?? 0) > 0;
      });
    }
  });
  const { destroy, add } = await timed(context, 'destroy', database.destroy());
  assert.ok(destroy > 0 && add === 0);
});

void test('databases that AWS keeps can be planned in the cluster’s network', async (context) => {
  // fakecloud makes no instance of RDS, and no member of a replication group: what they do is not shown here.
  const stores = runner('managed');
  await stores.init();
  assert.deepEqual(await timed(context, 'plan', stores.plan()), { ...nothing, add: 11 });
});

void test('all is destroyed, and nothing is left but what controllers made', async (context) => {
  const [state, cluster] = ['state', 'cluster'].map((name) => runner(name));
  const secretsKeyArn = await clusterIs.keyOfSecrets(reach, clusterFacts.clusterName);
  await Promise.all([state.init(), cluster.init()]);
  const orphans = await makeOrphans(reach, clusterFacts);
  const { add, change } = await timed(context, 'cluster', cluster.destroy());
  assert.deepEqual([add, change], [0, 0]);
  // AWS would have kept the VPC until these had gone; fakecloud lets it go.
  assert.deepEqual(await findOrphans(reach, orphans), orphans);
  await deleteOrphans(reach, orphans);
  await holds(context, clusterIs.goneChecks, { ...clusterFacts, secretsKeyArn });
  assert.deepEqual(await timed(context, 'state', state.destroy()), { ...nothing, destroy: 8 });
  await holds(context, stateIs.goneChecks, stateFacts);
});

void test('providers are merged from several mirrors, packed or not', async () => {
  const [unpacked, packed] = ['unpacked', 'packed'].map((name) => join(folder.path, name));
  const base = 'registry.terraform.io/hashicorp';
  await mkdir(join(unpacked, base, 'aws/5.100.0', PLATFORM), { recursive: true });
  await mkdir(join(packed, base, 'helm'), { recursive: true });
  await writeFile(join(packed, base, 'helm', `terraform-provider-helm_3.1.1_${PLATFORM}.zip`), '');
  const dir = join(folder.path, 'merged');
  const found = await findProviders(tools, dir, { registry: refused, folders: [unpacked, packed] });
  assert.deepEqual(found.missing, ['kubernetes']);
  assert.equal(found.source, `hashicorp/aws 5.100.0: from ${unpacked}; hashicorp/helm 3.1.1: from ${packed}`);
  assert.match(
    found.why,
    /^Terraform cannot get hashicorp\/kubernetes 2\.38\.0 for \w+ from the registry: no such host\n/,
  );
  assert.equal(
    await readlink(join(dir, 'providers', base, 'aws/5.100.0', PLATFORM)),
    join(unpacked, base, 'aws/5.100.0', PLATFORM),
  );
  assert.match(await readFile(found.cliConfig, 'utf8'), new RegExp(`path    = "${dir}/providers"`));
});

void test('without a provider of AWS, an error says what was looked for, and where', async () => {
  await assert.rejects(
    findProviders(tools, folder.path, { registry: refused, folders: ['/nowhere'] }),
    (error: Error) => {
      assert.match(error.message, /cannot get hashicorp\/aws 5\.100\.0, .* from the registry: no such host\n/);
      assert.match(error.message, /hashicorp\/NAME\/VERSION\/\w+ for it. Looked into:\n- \/nowhere\n/);
      assert.match(
        error.message,
        /name a mirror, such as `terraform providers mirror` makes, by DOCNOW_INFRA_PROVIDERS\.$/,
      );
      return true;
    },
  );
});

void test('a stack of the cluster is Terraform’s alone only where its providers can be had', (context) => {
  const lacking = { ...providers, missing: ['kubernetes', 'helm'] as const, why: 'no such host' };
  const said: string[] = [];
  const choose = (name: string, found: Providers) => {
    const options = { tools, aws, kube, providers: found, dir: folder.path, say: (line: string) => said.push(line) };
    return chooseRunner(name, join(folder.path, 'out/stacks', name), options);
  };
  const { REQUIRE_PROVIDERS: was } = process.env;
  context.after(() => {
    if (was === undefined) delete process.env.REQUIRE_PROVIDERS;
    else process.env.REQUIRE_PROVIDERS = was;
  });
  delete process.env.REQUIRE_PROVIDERS;
  assert.ok(choose('cluster', lacking) instanceof TerraformRunner);
  assert.ok(choose('in-vain', { ...providers, missing: [] }) instanceof TerraformRunner);
  assert.ok(!(choose('in-vain', lacking) instanceof TerraformRunner));
  assert.equal(said.length, 1);
  assert.match(said[0], /WERE NOT EXERCISED.* no such host/);
  process.env.REQUIRE_PROVIDERS = '1';
  assert.throws(() => choose('in-vain', lacking), /WERE NOT EXERCISED/);
});

void test('mirrors are looked for where an operator has them', () => {
  const env = { DOCNOW_INFRA_PROVIDERS: '/named', TF_PLUGIN_CACHE_DIR: '/cache' };
  assert.deepEqual(mirrorFolders(env, '/home/me').slice(0, 3), ['/named', '/cache', '/home/me/.terraform.d/plugins']);
});

void test('only what AWS and EKS would be is overridden', () => {
  const s3 = { bucket: 'states', key: 'blue.tfstate' };
  const stack = {
    terraform: {
      backend: { s3 },
      required_providers: { aws: { source: 'aws', version: '6.25.0' }, helm: { source: 'helm', version: '3.1.1' } },
    },
    provider: { aws: [{ region: 'us-east-1' }, { region: 'eu-west-1', alias: 'second' }], helm: [{}] },
    data: {
      terraform_remote_state: {
        cluster: { backend: 's3', config: { bucket: 'states', key: 'cluster.tfstate' } },
        state: { backend: 'local', config: { path: '/home/me/project/terraform.state.tfstate' } },
      },
    },
    resource: { kubernetes_namespace_v1: { one: { metadata: { name: 'docnow-blue' } } } },
  };
  const credentialFile = '/rig/credential';
  const written = override(stack, {
    aws,
    kube: { server: 'https://api', ca: 'CA' },
    credentialFile,
    localStates: '/rig',
  });
  assert.deepEqual(Object.keys(written), ['terraform', 'provider', 'data']);
  const { bucket, key, use_path_style: pathStyle } = written.terraform.backend.s3;
  assert.deepEqual([bucket, key, pathStyle], ['states', 'blue.tfstate', true]);
  assert.deepEqual(written.terraform.required_providers, { aws: { source: 'aws', version: '5.100.0' } });
  assert.deepEqual(
    written.provider.aws.map(({ alias, s3_use_path_style: style }: any) => [alias, style]),
    [
      [undefined, true],
      ['second', true],
    ],
  );
  const { host, exec } = written.provider.helm[0].kubernetes;
  assert.deepEqual([host, exec.command, exec.args], ['https://api', 'cat', [credentialFile]]);
  const ours = {
    provider: { helm: [{ kubernetes: { config_path: '/k' } }], kubernetes: [{ host: 'https://127.0.0.1:6' }] },
  };
  const left = override(ours, { aws, kube: { server: 'https://api', ca: 'CA' }, credentialFile, localStates: '/rig' });
  assert.deepEqual(left.provider, { kubernetes: [{}], helm: [{}] });
  const { cluster, state } = written.data.terraform_remote_state;
  assert.deepEqual([cluster.config.key, state.config.path], ['cluster.tfstate', '/rig/terraform.state.tfstate']);
  assert.deepEqual(namespacesOf(stack), ['docnow-blue']);
});

function gone(error: { code: number }): undefined {
  if (error.code !== 404) throw error as unknown as Error;
}

function refused() {
  return Promise.resolve({ refusal: 'no such host' });
}
