import { Testing } from 'cdktf';
import { environmentStack, nameOf, store } from './world';
import { DocNowEnvironmentProps, Release, ServiceEndpoint } from '../../src';

const postgres = { endpoint: store('postgres', 5432), databaseName: 'docnow', username: 'loader' };
const postgresGeneration: Partial<DocNowEnvironmentProps> = {
  release: Release.postgresGeneration({ image: 'docnow/docnow:v1.0.0' }),
  elasticsearch: undefined,
  postgres,
};
const custom: Partial<DocNowEnvironmentProps> = {
  release: Release.custom({
    image: 'registry.example.org/shop:7',
    directory: '/srv',
    name: 'shop',
    web: { command: ['./shop', 'serve'], port: 8080, livenessPath: '/up' },
    workers: [{ name: 'mailer', command: ['./shop', 'mail'], internetPorts: [587] }],
    postgres: { host: 'PGHOST', port: 'PGPORT', username: 'PGUSER', password: 'PGPASSWORD', database: 'PGDATABASE' },
    secretKeys: ['SESSION_KEY'],
    user: 2000,
  }),
  redis: undefined,
  elasticsearch: undefined,
  userData: undefined,
  postgres: { ...postgres, endpoint: store('postgres', 6432) },
};

function synthesize(changes: Partial<DocNowEnvironmentProps>) {
  const { resource } = JSON.parse(Testing.synth(environmentStack(changes)));
  const named = (type: string) =>
    Object.fromEntries(Object.values<any>(resource[type] ?? {}).map((one) => [nameOf(one.metadata), one]));
  return { named, deployments: named('kubernetes_deployment_v1'), maps: named('kubernetes_config_map_v1') };
}

test('the PostgreSQL generation has its own loader and is told about its database, the password by reference', () => {
  const { deployments, maps, named } = synthesize(postgresGeneration);
  expect(Object.keys(deployments).sort()).toEqual(['tweet-loader', 'url-fetcher', 'web']);
  expect(maps.docnow.data).toEqual({
    NODE_ENV: 'production',
    NODE_OPTIONS: '--require /docnow/preload.js',
    PORT: '3000',
    REDIS_HOST: 'redis.docnow-data.svc.cluster.local',
    DB_HOSTNAME: 'postgres.docnow-data.svc.cluster.local',
    DB_USERNAME: 'loader',
    DB_DATABASE: 'docnow',
  });
  const { spec, metadata } = deployments['tweet-loader'].spec.template;
  expect(spec.container[0].command).toEqual(['node', 'dist/commands/tweet-loader']);
  expect(spec.container[0].env.find(({ name }: any) => name === 'DB_PASSWORD').value_from).toEqual({
    secret_key_ref: { name: 'docnow-secrets', key: 'DB_PASSWORD' },
  });
  expect(metadata.labels).toMatchObject({ 'docnow.io/redis-client': 'true', 'docnow.io/postgres-client': 'true' });
  expect(metadata.labels).not.toHaveProperty(['docnow.io/elasticsearch-client']);
  const egress = named('kubernetes_network_policy_v1')['allow-services'].spec.egress;
  expect(egress.map(({ ports }: any) => `${ports[0].port}`)).toEqual(['53', '6379', '5432', '443']);
});

test('a custom release has its own name, programs, port, user and variables, and nothing of DocNow or Node.js', () => {
  const { deployments, maps, named } = synthesize(custom);
  expect(Object.keys(deployments).sort()).toEqual(['mailer', 'web']);
  expect(Object.keys(named('kubernetes_namespace_v1'))).toEqual(['shop-blue']);
  expect(Object.keys(maps).sort()).toEqual(['binding', 'shop']);
  expect(maps.shop.data).toEqual({
    NODE_ENV: 'production',
    PORT: '8080',
    PGHOST: 'postgres.docnow-data.svc.cluster.local',
    PGPORT: '6432',
    PGUSER: 'loader',
    PGDATABASE: 'docnow',
  });
  const { spec, metadata } = deployments.web.spec.template;
  expect(metadata.labels['app.kubernetes.io/name']).toBe('shop');
  expect(spec.security_context).toMatchObject({ run_as_user: '2000', fs_group: '2000' });
  const [container] = spec.container;
  expect(container).toMatchObject({ command: ['./shop', 'serve'], working_dir: '/srv' });
  expect(container.port[0].container_port).toBe(8080);
  expect([container.liveness_probe, container.readiness_probe].map((probe) => probe.http_get.path)).toEqual([
    '/up',
    '/up',
  ]);
  expect(container.env.map(({ name }: any) => name)).toEqual(['SESSION_KEY', 'PGPASSWORD']);
  expect(spec.init_container).toEqual([]);
  expect(spec.volume.map(({ name }: any) => name)).toEqual(['tmp']);
});

const tls = ServiceEndpoint.external({ host: 'redis.example.org', port: 6379, cidrBlocks: ['10.9.0.0/16'] });
test.each<[string, Partial<DocNowEnvironmentProps>, string]>([
  [
    'the Elasticsearch generation with a PostgreSQL',
    { postgres },
    "blue/Blue: postgres is 'postgres.docnow-data.svc.cluster.local', but this release keeps its data in redis and " +
      'elasticsearch and could not use it. Leave it out, or give a release of the other generation.',
  ],
  [
    'the PostgreSQL generation with an Elasticsearch',
    { ...postgresGeneration, elasticsearch: store('elasticsearch', 9200) },
    "blue/Blue: elasticsearch is 'elasticsearch.docnow-data.svc.cluster.local', but this release keeps its data in redis " +
      'and postgres and could not use it. Leave it out, or give a release of the other generation.',
  ],
  [
    'the PostgreSQL generation without one',
    { ...postgresGeneration, postgres: undefined },
    'blue/Blue: postgres is undefined, but this release needs it. Give redis and postgres.',
  ],
  [
    'a Redis for an application that needs none',
    { ...custom, redis: store('redis', 6379) },
    "blue/Blue: redis is 'redis.docnow-data.svc.cluster.local', but this release keeps its data in postgres and could",
  ],
  [
    'a Redis by TLS for a client that cannot speak it',
    { redis: tls },
    "blue/Blue: redis is 'redis.example.org', which is reached by TLS, but the client of this release cannot speak it.",
  ],
  [
    'files for an application that shares none',
    { ...custom, userData: { mount: () => 'files' } },
    "blue/Blue: userData is 'a volume', but this release has no folder for it. Leave it out.",
  ],
  [
    'DocNow without its files',
    { userData: undefined },
    'blue/Blue: userData is undefined, but all pods of this release share files. Give a volume that many nodes can write',
  ],
])('refuses %s', (_, changes, words) => expect(() => environmentStack(changes)).toThrow(words));
