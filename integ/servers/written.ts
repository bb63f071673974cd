import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterCapability,
  DataNamespace,
  IKubernetesCluster,
  Postgres,
  PostgresProps,
  Redis,
  RedisProps,
} from '../../src';

/** A container as the library writes it. */
export interface Container {
  readonly args: string[];
  readonly command: string[];
  readonly env: Readonly<Record<string, string>>;
  /** The command of a probe. */
  readonly probes: Readonly<Record<'readiness' | 'liveness' | 'startup', string[] | undefined>>;
}

/** What the library writes for PostgreSQL. */
export interface WrittenPostgres {
  readonly server: Container;
  readonly backup: Container;
  readonly restore: Container;
  /** The script of the first start. */
  readonly owner: string;
}

/** Only what is written counts here: no cluster is asked. */
const cluster: IKubernetesCluster = {
  capabilities: Object.values(ClusterCapability),
  connect: (scope: Construct) => {
    if (!TerraformStack.of(scope).node.tryFindChild('kubernetes')) {
      new KubernetesProvider(TerraformStack.of(scope), 'kubernetes');
    }
  },
};

/** What runs in the pods of `Postgres`. */
export function writtenPostgres(props: Partial<PostgresProps> = {}): WrittenPostgres {
  const written = synth((scope, common) => {
    new Postgres(scope, 'Postgres', { ...common, ...props });
  });
  const [statefulSet] = written('kubernetes_stateful_set_v1');
  const jobs = written('kubernetes_cron_job_v1').map(
    ({ metadata, spec }) => [metadata.name, container(spec.job_template.spec.template.spec.container[0])] as const,
  );
  const { 'postgres-backup': backup, 'postgres-restore': restore } = Object.fromEntries(jobs);
  const server = container(statefulSet.spec.template.spec.container[0]);
  return { server, backup, restore, owner: written('kubernetes_config_map_v1')[0].data['owner.sh'] };
}

/** What runs in the pod of `Redis`. */
export function writtenRedis(props: Partial<RedisProps> = {}): Container {
  const written = synth((scope, common) => void new Redis(scope, 'Redis', { ...common, ...props }));
  return container(written('kubernetes_stateful_set_v1')[0].spec.template.spec.container[0]);
}

function synth(make: (scope: Construct, common: { cluster: IKubernetesCluster; namespace: DataNamespace }) => void) {
  const stack = new TerraformStack(new App(), 'services');
  make(stack, { cluster, namespace: new DataNamespace(stack, 'Data', { cluster }) });
  const { resource } = JSON.parse(Testing.synth(stack));
  return (type: string) => Object.values<any>(resource[type]);
}

function container(spec: any): Container {
  const probe = (name: string) => spec[`${name}_probe`]?.exec?.command;
  return {
    args: spec.args,
    command: spec.command,
    env: Object.fromEntries((spec.env ?? []).map(({ name, value }: any) => [name, value])),
    probes: { readiness: probe('readiness'), liveness: probe('liveness'), startup: probe('startup') },
  };
}
