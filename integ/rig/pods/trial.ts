import { ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';

/** The smallest machine on which pods that answer can be tried: a control plane with kwok, and fakecloud. */
export interface Trial {
  readonly config: KubeConfig;
  readonly aws: string;
  stop(): Promise<void>;
}

const NEEDED = ['fakecloud', 'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const;
type Program = (typeof NEEDED)[number];

/** Where the programs are: the folders of DOCNOW_INFRA_BIN, then those of the rig's cache. Undefined when one is missing. */
export function programs(): Record<Program, string> | undefined {
  const cache = join(homedir(), '.cache', 'docnow-infra');
  const cached = existsSync(cache)
    ? readdirSync(cache).flatMap((one) => [join(cache, one, 'bin'), join(cache, one)])
    : [];
  const folders = [...(process.env.DOCNOW_INFRA_BIN?.split(':') ?? []), ...cached];
  const found = NEEDED.map((name) => folders.map((folder) => join(folder, name)).find(existsSync));
  if (found.includes(undefined)) return undefined;
  return Object.fromEntries(NEEDED.map((name, index) => [name, found[index]])) as Record<Program, string>;
}

/** Starts all on free ports of loopback, its state in a temporary folder, with `nodes` nodes. */
export async function startTrial(paths: Record<Program, string>, nodes: number): Promise<Trial> {
  const dir = await mkdtemp(join(tmpdir(), 'docnow-pods-'));
  const children: ChildProcess[] = [];
  const run = (name: Program, ...args: string[]) => {
    const log = openSync(join(dir, `${name}.log`), 'a');
    children.push(spawn(paths[name], args, { stdio: ['ignore', log, log], cwd: dir }));
    closeSync(log);
  };
  const killAll = () => children.forEach((child) => child.kill('SIGKILL'));
  const leave = () => {
    killAll();
    rmSync(dir, { recursive: true, force: true });
    process.exit(1);
  };
  process.once('exit', killAll).once('SIGINT', leave).once('SIGTERM', leave);
  const stop = async () => {
    const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    killAll();
    await Promise.all(children.map((child, index) => (child.exitCode ?? child.signalCode) || ended[index]));
    process.off('exit', killAll).off('SIGINT', leave).off('SIGTERM', leave);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const [cloud, etcd, peer, api] = await freePorts(4);
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const [key, tokens, kubeconfig] = ['sa.key', 'tokens.csv', 'kubeconfig'].map((name) => join(dir, name));
    await writeFile(key, privateKey);
    await writeFile(tokens, 'trial,trial,trial,system:masters\n');
    const config = new KubeConfig();
    config.loadFromOptions({
      clusters: [{ name: 'trial', server: `https://127.0.0.1:${api}`, skipTLSVerify: true }],
      users: [{ name: 'trial', token: 'trial' }],
      contexts: [{ name: 'trial', cluster: 'trial', user: 'trial' }],
      currentContext: 'trial',
    });
    await writeFile(kubeconfig, config.exportConfig());
    run('fakecloud', '--addr', `127.0.0.1:${cloud}`);
    run(
      'etcd',
      `--data-dir=${join(dir, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${etcd}`,
      `--advertise-client-urls=http://127.0.0.1:${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-cluster=default=http://127.0.0.1:${peer}`,
      '--unsafe-no-fsync',
    );
    run(
      'kube-apiserver',
      `--etcd-servers=http://127.0.0.1:${etcd}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      `--secure-port=${api}`,
      `--cert-dir=${join(dir, 'certificates')}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      '--service-cluster-ip-range=10.96.0.0/16',
    );
    const core = config.makeApiClient(CoreV1Api);
    await until('the API server answers', 60, () => core.listNamespace().then(() => true));
    const client = [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', '--secure-port=0'];
    run('kube-controller-manager', ...client, `--service-account-private-key-file=${key}`);
    run('kube-scheduler', ...client);
    const stages = join(__dirname, 'stages.yaml');
    run('kwok', `--kubeconfig=${kubeconfig}`, `--config=${stages}`, '--manage-all-nodes', '--cidr=10.244.0.0/16');
    for (let index = 0; index < nodes; index += 1) {
      const name = `node-${index}`;
      const labels = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': `us-east-1${'abc'[index % 3]}` };
      await core.createNode({ body: { metadata: { name, labels } } });
    }
    await until('every node is ready', 30, async () => {
      const { items } = await core.listNode();
      return items.every(({ status }) =>
        status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'),
      );
    });
    const aws = `http://127.0.0.1:${cloud}`;
    await until('fakecloud answers', 30, () => fetch(aws).then(() => true));
    return { config, aws, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks until it is so. @throws after so many seconds, with what was waited for and the last error */
export async function until(what: string, seconds: number, so: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      if (await so()) return;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await sleep(200);
  }
  throw new Error(`not within ${seconds} s: ${what}`, { cause: last });
}

/** Ports that nobody listens on now; all are held until the last is known, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
