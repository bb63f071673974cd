import { Construct } from 'constructs';
import {
  Architecture,
  ClusterCapability,
  DataNamespace,
  DocNowEnvironmentProps,
  DocNowSecrets,
  Elasticsearch,
  IKubernetesCluster,
  Postgres,
  Redis,
  Release,
  ServiceEndpoint,
  SharedVolume,
} from '../../src';

/** What an environment is made of, apart from where it runs. */
export type Ingredients = Pick<
  DocNowEnvironmentProps,
  'release' | 'redis' | 'elasticsearch' | 'postgres' | 'userData' | 'secrets'
>;

const userData = SharedVolume.nfs({ server: 'nfs.example.org', path: '/export/user-data' });
const secrets = DocNowSecrets.fromKubernetesSecret('docnow-secrets');
const image = 'registry.example.org/docnow:1';

/** The applications, and what each keeps in which store. */
export const GENERATIONS: Readonly<Record<string, { readonly release: Release; readonly userData?: SharedVolume }>> = {
  Elasticsearch: { release: Release.elasticsearchGeneration({ image }), userData },
  PostgreSQL: { release: Release.postgresGeneration({ image }), userData },
  custom: {
    release: Release.custom({
      image: 'registry.example.org/shop:1',
      directory: '/srv',
      name: 'shop',
      web: { command: ['./shop', 'serve'], port: 8080, livenessPath: '/up' },
      workers: [{ name: 'mailer', command: ['./shop', 'mail'], internetPorts: [587] }],
      postgres: { host: 'PGHOST', port: 'PGPORT' },
      secretKeys: ['COOKIE_SECRET'],
    }),
  },
};

/** Where the stores are. Only Elasticsearch has sizes. */
export const STORES: readonly string[] = [...[1, 2, 3, 5].map((nodes) => `in the cluster, ${nodes}`), 'outside'];

/** Makes the stores of a generation, and hands them to an environment. */
export function ingredients(
  scope: Construct,
  generation: string,
  stores: string,
  data: { readonly cluster: IKubernetesCluster; readonly namespace: DataNamespace; readonly prefix: string },
): Ingredients {
  const { release, userData: files } = GENERATIONS[generation];
  const { redis, elasticsearch, postgres } = release._application;
  const { prefix, ...where } = data;
  const inside = stores !== 'outside';
  const nodes = Number(stores.split(', ')[1]);
  const outside = (host: string, port: number) =>
    ServiceEndpoint.external({ host, port, cidrBlocks: ['10.9.0.0/16'], tls: false });
  const database = { endpoint: outside('postgres.example.org', 5432), databaseName: 'docnow', username: 'docnow' };
  const password = { secretName: 'postgres', key: 'password' };
  const small = { ...where, storageGiB: 4, cpuMillicores: 10 };
  return {
    release,
    userData: files,
    secrets,
    ...(redis && {
      redis: inside
        ? new Redis(scope, 'Redis', { ...small, name: `${prefix}-redis` }).endpoint
        : outside('redis.example.org', 6379),
    }),
    ...(elasticsearch && {
      elasticsearch: inside
        ? new Elasticsearch(scope, 'Elasticsearch', { ...small, nodes, name: `${prefix}-es`, memoryMiB: 1024 }).endpoint
        : outside('elasticsearch.example.org', 9200),
    }),
    ...(postgres && {
      postgres: inside ? new Postgres(scope, 'Postgres', { ...small, password, name: `${prefix}-pg` }) : database,
    }),
  };
}

type Profile = Omit<IKubernetesCluster, 'connect'>;
const { BLOCK_VOLUMES, NETWORK_POLICY } = ClusterCapability;
const capabilities = [BLOCK_VOLUMES, NETWORK_POLICY];
const apart = {
  nodeSelector: { 'docnow.io/nodes': 'elasticsearch' },
  tolerations: [{ key: 'docnow.io/nodes', value: 'elasticsearch', effect: 'NoSchedule' }],
  blockVolumeDriver: 'ebs.csi.aws.com',
};

/** What a cluster of each kind of compute says of itself, as DocNowCluster does. */
export const COMPUTES: Readonly<Record<string, (namespace: string) => Profile>> = {
  nodes: () => ({ capabilities, architectures: [Architecture.AMD64], blockVolumeDriver: 'ebs.csi.aws.com' }),
  'nodes, Elasticsearch apart': () => ({ capabilities, elasticsearchNodes: apart }),
  'Fargate for the colour': (namespace) => ({
    capabilities,
    nodelessNamespaces: [namespace],
    elasticsearchNodes: apart,
  }),
  'Fargate for all': () => ({ capabilities: [], nodelessNamespaces: ['*'], architectures: [Architecture.AMD64] }),
  'Auto Mode': () => ({ capabilities, blockVolumeDriver: 'ebs.csi.eks.amazonaws.com' }),
};
