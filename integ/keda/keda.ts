import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApiregistrationV1Api, CoreV1Api, RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { connect } from '../rig/applier/connection';
import { freePorts } from '../rig/processes/free-ports';
import { Program, startProgram } from '../rig/processes/program';
import { until } from '../rig/processes/until';
import { Rig } from '../rig/rig';
import { KedaPrograms } from '../rig/tools/ensure-tools';

const NAMESPACE = 'keda';
const ADAPTER = 'keda-operator-metrics-apiserver';
const METRICS = { group: 'external.metrics.k8s.io', version: 'v1beta1' };

/**
 * KEDA itself beside the rig's API server: its operator, and its server of metrics, which the API server passes on to the real
 * autoscaler. The latter's own metrics are served on every address: KEDA has no setting for it.
 */
export class Keda {
  /** Starts it, with its own kinds. */
  static async start(rig: Rig, programs: KedaPrograms): Promise<Keda> {
    const { config } = rig.kube;
    await install(rig, programs.kinds);
    const dir = join(rig.dir, 'keda');
    await mkdir(dir);
    await certify(dir);
    const core = config.makeApiClient(CoreV1Api);
    await core.createNamespace({ body: { metadata: { name: NAMESPACE } } });
    const [operatorPort, adapterPort, probePort] = await freePorts(3);
    const keda = new Keda(rig, programs, dir, { operatorPort, adapterPort, probePort });
    await keda.startOperator();
    await keda.startAdapter();
    await keda.serve(core);
    return keda;
  }

  private operator?: Program;
  private adapter?: Program;

  private constructor(
    private readonly rig: Rig,
    private readonly programs: KedaPrograms,
    private readonly dir: string,
    private readonly ports: { readonly operatorPort: number; readonly adapterPort: number; readonly probePort: number },
  ) {}

  async startOperator(): Promise<void> {
    const { operatorPort, probePort } = this.ports;
    this.operator = this.run('operator', this.programs.operator, [
      `--cert-dir=${this.dir}`,
      '--enable-prometheus-metrics=false',
      '--enable-webhook-patching=false',
      '--enable-apiservice-patching=false',
      `--health-probe-bind-address=127.0.0.1:${probePort}`,
      `--metrics-service-bind-address=127.0.0.1:${operatorPort}`,
    ]);
    const ready = () => fetch(`http://127.0.0.1:${probePort}/readyz`).then(({ ok }) => ok);
    await until('KEDA is ready', 60, ready, [this.operator]);
  }

  async stopOperator(): Promise<void> {
    await this.operator?.stop();
  }

  async stop(): Promise<void> {
    // No namespace goes while a part of the API is unavailable.
    const name = `${METRICS.version}.${METRICS.group}`;
    await this.rig.kube.config.makeApiClient(ApiregistrationV1Api).deleteAPIService({ name });
    await Promise.all([this.operator?.stop(), this.adapter?.stop()]);
  }

  private async startAdapter(): Promise<void> {
    const { operatorPort, adapterPort } = this.ports;
    const { kubeconfigPath } = this.rig.kube;
    const [certificate, key] = ['crt', 'key'].map((end) => join(this.dir, `tls.${end}`));
    this.adapter = this.run('metrics', this.programs.adapter, [
      '--port=0',
      '--bind-address=127.0.0.1',
      '--authentication-skip-lookup',
      `--secure-port=${adapterPort}`,
      `--metrics-service-address=127.0.0.1:${operatorPort}`,
      `--cert-dir=${this.dir}`,
      `--tls-cert-file=${certificate}`,
      `--tls-private-key-file=${key}`,
      ...['authentication', 'authorization', 'lister'].map((one) => `--${one}-kubeconfig=${kubeconfigPath}`),
    ]);
  }

  /** Lets the API server pass on questions, as that of the rig does: without a certificate of its own. */
  private async serve(core: CoreV1Api): Promise<void> {
    const { config } = this.rig.kube;
    const rbac = config.makeApiClient(RbacAuthorizationV1Api);
    const metadata = { name: 'external-metrics' };
    const rules = [
      { apiGroups: [METRICS.group], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['/apis/*'], verbs: ['get'] },
    ];
    await rbac.createClusterRole({ body: { metadata, rules } });
    await rbac.createClusterRoleBinding({
      body: {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: metadata.name },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:unauthenticated' }],
      },
    });
    const port = this.ports.adapterPort;
    const spec = { type: 'ExternalName', externalName: '127.0.0.1', ports: [{ port }] };
    await core.createNamespacedService({ namespace: NAMESPACE, body: { metadata: { name: ADAPTER }, spec } });
    const registration = config.makeApiClient(ApiregistrationV1Api);
    const name = `${METRICS.version}.${METRICS.group}`;
    await registration.createAPIService({
      body: {
        metadata: { name },
        spec: {
          ...METRICS,
          service: { namespace: NAMESPACE, name: ADAPTER, port },
          ...{ insecureSkipTLSVerify: true, groupPriorityMinimum: 100, versionPriority: 100 },
        },
      },
    });
    const available = async () => {
      const { status } = await registration.readAPIService({ name });
      return status?.conditions?.some(({ type, status: is }) => type === 'Available' && is === 'True') ?? false;
    };
    await until("KEDA's metrics are served", 120, available, [this.operator!, this.adapter!]);
  }

  private run(name: string, path: string, args: string[]): Program {
    const own = {
      ...{ KUBECONFIG: this.rig.kube.kubeconfigPath, WATCH_NAMESPACE: '' },
      ...{ POD_NAMESPACE: NAMESPACE, KEDA_CLUSTER_OBJECT_NAMESPACE: NAMESPACE },
    };
    const env = { ...process.env, ...own };
    // Of both starts of an operator the later one's words are kept.
    return startProgram(path, args, { name: `KEDA's ${name}`, log: join(this.dir, `${name}.log`), cwd: this.dir, env });
  }
}

/** Makes the API server know all kinds of a folder, as they stand there: the client would drop what it does not know. */
async function install({ kube }: Rig, kinds: string): Promise<void> {
  const ask = await connect(kube.config);
  for (const file of await readdir(kinds)) {
    const body = parse(await readFile(join(kinds, file), 'utf8'));
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${body.metadata.name}`;
    await ask({ method: 'PATCH', path: `${path}?fieldManager=rig`, type: 'application/apply-patch+yaml', body });
    const established = async () =>
      (await ask({ path })).status?.conditions?.some((one: any) => one.type === 'Established' && one.status === 'True');
    await until(`${file} is established`, 60, established);
  }
}

/** A certificate by which operator and server of metrics know each other; it vouches for itself. */
async function certify(dir: string): Promise<void> {
  const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost';
  const [key, certificate, ca] = ['tls.key', 'tls.crt', 'ca.crt'].map((file) => join(dir, file));
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=keda'],
    ...['-addext', names, '-keyout', key, '-out', certificate],
  ]);
  await promisify(execFile)('cp', [certificate, ca]);
}
