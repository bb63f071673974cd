import { Cluster, NetworkPolicy, Party, Port } from './policy';
import { matches } from './selector';
import { Ask } from '../rig/applier/connection';

/** What was applied to a cluster, as far as it says who may talk to whom. */
export interface Applied extends Omit<Cluster, 'podsByAddress'> {
  readonly policies: readonly NetworkPolicy[];
  /** A pod of each Deployment, StatefulSet, Job and so on, by namespace and name, such as `docnow-blue/web`. */
  readonly programs: ReadonlyMap<string, Party>;
  /** Where each Service leads: the program, and the port of its pods. */
  readonly services: readonly { readonly program: string; readonly port: Port }[];
}

const PROGRAMS = [
  'apps/v1/deployments',
  'apps/v1/statefulsets',
  'apps/v1/daemonsets',
  'batch/v1/jobs',
  'batch/v1/cronjobs',
];

/**
 * Asks the API server.
 *
 * @param address an address that pods have where it is for real: nodes here give out others
 */
export async function applied(ask: Ask, address: string): Promise<Applied> {
  const list = async (path: string): Promise<any[]> => (await ask({ path })).items;
  const [policies, namespaces, pods, services, ...programs] = await Promise.all([
    list('/apis/networking.k8s.io/v1/networkpolicies'),
    list('/api/v1/namespaces'),
    list('/api/v1/pods'),
    list('/api/v1/services'),
    ...PROGRAMS.map((path) => list(`/apis/${path}`)),
  ]);
  // What CronJobs have made is told by them.
  const first = programs.flat().filter(({ metadata }) => !metadata.ownerReferences?.length);
  const parties = new Map(first.map((program) => [nameOf(program), partyOf(program, pods, address)]));
  return {
    policies,
    namespaces: Object.fromEntries(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
    programs: parties,
    services: services.flatMap((service) => leadsTo(service, parties)),
  };
}

/** Of a migration, whose name has what it migrates for, the name alone. */
const nameOf = ({ metadata }: any): string =>
  `${metadata.namespace}/${metadata.name.replace(/^(migrate)-[0-9a-f]{10}$/, '$1')}`;

/** Where Kubernetes' own API is: the addresses of its Service. The rig's has no others behind them. */
export async function apiServer(ask: Ask): Promise<string[]> {
  const { spec } = await ask({ path: '/api/v1/namespaces/default/services/kubernetes' });
  return spec.clusterIPs;
}

/** A running pod of it where there is one, else the pod that it would start. */
function partyOf(program: any, pods: any[], address: string): Party {
  const { template } = program.spec.jobTemplate?.spec ?? program.spec;
  const labels = template.metadata?.labels ?? {};
  const mine = pods.find(
    ({ metadata }) =>
      metadata.namespace === program.metadata.namespace && matches({ matchLabels: labels }, metadata.labels ?? {}),
  );
  return {
    address,
    pod: {
      uid: mine?.metadata.uid ?? program.metadata.uid,
      namespace: program.metadata.namespace,
      labels: mine?.metadata.labels ?? labels,
      ports: template.spec.containers.flatMap(({ ports = [] }: any) => ports),
    },
  };
}

function leadsTo({ metadata, spec }: any, programs: ReadonlyMap<string, Party>) {
  if (!spec.selector) return [];
  const behind = [...programs].filter(
    ([, { pod }]) => pod!.namespace === metadata.namespace && matches({ matchLabels: spec.selector }, pod!.labels),
  );
  return behind.flatMap(([program, { pod }]) =>
    spec.ports.map(({ protocol, targetPort }: any) => {
      const named = pod!.ports.find(({ name }) => name === targetPort)?.containerPort;
      return { program, port: { protocol, number: named ?? targetPort } };
    }),
  );
}
