import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  ApiextensionsV1Api,
  ApiException,
  AppsV1Api,
  CoreV1Api,
  StorageV1Api,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodSpec,
} from '@kubernetes/client-node';
import { RunningKube, startKube } from './rig/kube/control-plane';
import { administrator } from './rig/kube/credentials';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { until } from './rig/processes/until';
import { ensureTools } from './rig/tools/ensure-tools';
import { Tools } from './rig/tools/tools';

const namespace = 'tried';
let tools: Tools;
let folder: TemporaryFolder;
let kube: RunningKube;
let core: CoreV1Api;
let storage: StorageV1Api;

before(async () => {
  tools = await ensureTools();
  folder = await temporaryFolder('docnow-kube-');
  kube = await startKube(tools, folder.path);
  core = kube.config.makeApiClient(CoreV1Api);
  storage = kube.config.makeApiClient(StorageV1Api);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await core.createNamespace({ body: { metadata: { name: namespace, labels } } });
  await until('the namespace takes pods', 20, () =>
    core.readNamespacedServiceAccount({ namespace, name: 'default' }).then(() => true),
  );
});

after(async () => {
  await kube?.stop();
  await folder?.delete();
});

void test('the server proves who it is', async () => {
  const ask = (ca?: string) =>
    new Promise((resolve, reject) => {
      const asked = request(`${kube.server}/version`, { ca }, (answer) => resolve(answer.resume().statusCode));
      asked.once('error', reject).end();
    });
  assert.equal(await ask(kube.ca), 200);
  await assert.rejects(ask(), /certificate/);
  const written = await readFile(kube.kubeconfigPath, 'utf8');
  assert.doesNotMatch(written, /"skipTLSVerify": ?true|insecure-skip-tls-verify": ?true/);
});

void test('six nodes are ready: one of each group in each of three zones', async () => {
  const { items } = await core.listNode();
  const told = items.map(({ metadata, spec, status }) => {
    const { 'docnow.io/nodes': group, 'topology.kubernetes.io/zone': zone } = metadata!.labels!;
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    return [group, zone, ready, spec?.taints?.map(({ key, value, effect }) => `${key}=${value}:${effect}`)];
  });
  const taints = ['docnow.io/nodes=elasticsearch:NoSchedule'];
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  assert.deepEqual(told, [
    ...zones.map((zone) => ['app', zone, 'True', undefined]),
    ...zones.map((zone) => ['elasticsearch', zone, 'True', taints]),
  ]);
});

void test('the server knows TargetGroupBindings', async () => {
  const api = kube.config.makeApiClient(ApiextensionsV1Api);
  const { spec } = await api.readCustomResourceDefinition({ name: 'targetgroupbindings.elbv2.k8s.aws' });
  assert.equal(spec.names.kind, 'TargetGroupBinding');
});

void test('Pod Security refuses a privileged pod where it is to be restricted', async () => {
  const spec = { containers: [{ name: 'intruder', image: 'intruder:1', securityContext: { privileged: true } }] };
  const refused = await refusal(
    core.createNamespacedPod({ namespace, body: { metadata: { name: 'intruder' }, spec } }),
  );
  assert.equal(refused.code, 403);
  assert.match(String(refused.body), /violates PodSecurity \\?"restricted:latest/);
});

void test('a service account may do nothing that nobody allowed', async () => {
  const body = { spec: { audiences: ['https://kubernetes.default.svc'] } };
  const { status } = await core.createNamespacedServiceAccountToken({ namespace, name: 'default', body });
  const intruder = administrator(kube.server, kube.ca, status!.token).makeApiClient(CoreV1Api);
  const refused = await refusal(intruder.listNamespacedSecret({ namespace }));
  assert.equal(refused.code, 403);
  assert.match(String(refused.body), /system:serviceaccount:tried:default/);
});

void test('the pods of a Deployment run, on nodes that take any', async () => {
  const labels = { app: 'any' };
  const spec = {
    replicas: 3,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: restricted() },
  };
  await kube.config
    .makeApiClient(AppsV1Api)
    .createNamespacedDeployment({ namespace, body: { metadata: { name: 'any' }, spec } });
  const pods = await running('app=any', 3);
  for (const pod of pods) assert.match(pod.spec!.nodeName!, /^app-/);
});

void test('a claim gets a volume in the zone of the pod that needs it, which goes with the claim', async () => {
  await storageClass('gone', 'Delete');
  await claim('gone');
  const nodeSelector = { 'docnow.io/nodes': 'elasticsearch', 'topology.kubernetes.io/zone': 'us-east-1b' };
  const tolerations = [{ key: 'docnow.io/nodes', operator: 'Exists' }];
  await core.createNamespacedPod({
    namespace,
    body: { metadata: { name: 'writer' }, spec: { ...restricted('gone'), nodeSelector, tolerations } },
  });
  const volume = await bound('gone');
  await until('the pod runs', 20, async () => {
    const { spec, status } = await core.readNamespacedPod({ namespace, name: 'writer' });
    return status?.phase === 'Running' && spec?.nodeName === 'elasticsearch-us-east-1b';
  });
  const { spec } = volume;
  const [term] = spec!.nodeAffinity!.required!.nodeSelectorTerms[0].matchExpressions!;
  assert.deepEqual(term.values, ['us-east-1b']);
  assert.deepEqual(
    [spec!.capacity, spec!.accessModes, spec!.persistentVolumeReclaimPolicy, spec!.csi?.driver],
    [{ storage: '5Gi' }, ['ReadWriteOnce'], 'Delete', 'ebs.csi.aws.com'],
  );
  await core.deleteNamespacedPod({ namespace, name: 'writer' });
  await core.deleteNamespacedPersistentVolumeClaim({ namespace, name: 'gone' });
  await until('the volume is gone', 20, async () => {
    const { items } = await core.listPersistentVolume();
    return items.length === 0;
  });
});

void test('a volume to be retained stays when its claim goes', async () => {
  await storageClass('kept', 'Retain');
  await claim('kept');
  await core.createNamespacedPod({ namespace, body: { metadata: { name: 'keeper' }, spec: restricted('kept') } });
  const { metadata } = await bound('kept');
  await core.deleteNamespacedPod({ namespace, name: 'keeper' });
  await core.deleteNamespacedPersistentVolumeClaim({ namespace, name: 'kept' });
  const name = metadata!.name!;
  const phase = async () => (await core.readPersistentVolume({ name })).status?.phase;
  await until('the volume is released', 20, async () => (await phase()) === 'Released');
  await core.deletePersistentVolume({ name });
});

void test('a claim waits for a pod that needs it', async () => {
  await claim('idle', 'kept');
  const { status } = await core.readNamespacedPersistentVolumeClaim({ namespace, name: 'idle' });
  assert.equal(status?.phase, 'Pending');
});

void test('a volume of EFS, made by hand, binds to the claim that it names', async () => {
  const shared = { accessModes: ['ReadWriteMany'], storageClassName: 'docnow-user-data' };
  const volume: V1PersistentVolume = {
    metadata: { name: 'tried-user-data' },
    spec: {
      ...shared,
      capacity: { storage: '1Ti' },
      claimRef: { namespace, name: 'user-data' },
      csi: { driver: 'efs.csi.aws.com', volumeHandle: 'fs-1::fsap-1' },
      persistentVolumeReclaimPolicy: 'Retain',
    },
  };
  const body: V1PersistentVolumeClaim = {
    metadata: { name: 'user-data' },
    spec: { ...shared, volumeName: 'tried-user-data', resources: { requests: { storage: '1Ti' } } },
  };
  await core.createPersistentVolume({ body: volume });
  await core.createNamespacedPersistentVolumeClaim({ namespace, body });
  await bound('user-data');
  const both = ['reader-0', 'reader-1'].map((name) => ({ metadata: { name, labels: { app: 'reader' } } }));
  for (const pod of both) {
    await core.createNamespacedPod({ namespace, body: { ...pod, spec: restricted('user-data') } });
  }
  await running('app=reader', 2);
});

void test('nothing went wrong with any volume', () => assert.deepEqual(kube.troubles, []));

void test('a part that does not start is told at once, and takes the others along', async () => {
  const own = join(folder.path, 'broken');
  const begun = Date.now();
  await assert.rejects(
    startKube({ ...tools, kubeScheduler: tools.etcd }, own),
    /kube-scheduler ended with code \d+\. The last lines of .*kube-scheduler\.log:\n[^]*-kubeconfig/,
  );
  assert.ok(Date.now() - begun < 20_000);
  assert.deepEqual(processesOf(own), []);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  void test(`${signal} leaves neither a process nor a folder`, async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--eval', STARTER], {
      cwd: dirname(__dirname),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TOOLS: JSON.stringify(tools) },
    });
    const exit = once(child, 'exit');
    const line = await Promise.race([once(child.stdout, 'data'), exit.then(() => assert.fail('it ended too early'))]);
    const own = String(line).trim();
    assert.equal(processesOf(own).length, 5, processesOf(own).join('\n'));
    child.kill(signal);
    const [code] = await exit;
    assert.equal(code, signal === 'SIGTERM' ? 143 : 130);
    await until('its processes are gone', 5, () => processesOf(own).length === 0);
    assert.equal(existsSync(own), false);
  });
}

void test('stop leaves no process', async () => {
  assert.equal(processesOf(folder.path).length, 5);
  await kube.stop();
  assert.deepEqual(processesOf(folder.path), []);
});

const STARTER = `
const { startKube } = require('./integ/rig/kube/control-plane');
const { temporaryFolder } = require('./integ/rig/processes/temporary-folder');
temporaryFolder('docnow-kube-').then(async ({ path }) => {
  await startKube(JSON.parse(process.env.TOOLS), path);
  console.log(path);
});`;

/** The programs that keep their files in a folder: each names it in its arguments. */
function processesOf(path: string): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1e8 });
  return all.split('\n').filter((line) => line.includes(`=${path}/`));
}

function restricted(claimName?: string): V1PodSpec {
  const securityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const mounted = claimName !== undefined;
  const volumeMounts = mounted ? [{ name: 'data', mountPath: '/data' }] : undefined;
  return {
    containers: [{ name: 'only', image: 'docnow/docnow:1', securityContext, volumeMounts }],
    volumes: mounted ? [{ name: 'data', persistentVolumeClaim: { claimName } }] : undefined,
  };
}

async function running(labelSelector: string, count: number): Promise<V1Pod[]> {
  let pods: V1Pod[] = [];
  await until(`${count} pods of ${labelSelector} run`, 30, async () => {
    pods = (await core.listNamespacedPod({ namespace, labelSelector })).items;
    return pods.length === count && pods.every(({ status }) => status?.phase === 'Running');
  });
  return pods;
}

async function storageClass(name: string, reclaimPolicy: string): Promise<void> {
  const traits = { provisioner: 'ebs.csi.aws.com', volumeBindingMode: 'WaitForFirstConsumer', reclaimPolicy };
  await storage.createStorageClass({ body: { metadata: { name }, ...traits, parameters: { type: 'gp3' } } });
}

async function claim(name: string, storageClassName = name): Promise<void> {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '5Gi' } } };
  await core.createNamespacedPersistentVolumeClaim({ namespace, body: { metadata: { name }, spec } });
}

async function bound(name: string): Promise<V1PersistentVolume> {
  let volumeName = '';
  await until(`claim ${name} is bound`, 20, async () => {
    const { spec, status } = await core.readNamespacedPersistentVolumeClaim({ namespace, name });
    volumeName = spec?.volumeName ?? '';
    return status?.phase === 'Bound';
  });
  return core.readPersistentVolume({ name: volumeName });
}

async function refusal(call: Promise<unknown>): Promise<ApiException<unknown>> {
  const answer = await call.catch((error: unknown) => error);
  assert.ok(answer instanceof ApiException, 'the API server accepted what it has to refuse');
  return answer;
}
