import { App, Testing } from 'cdktf';
import { environmentStack, store } from './world';
import { DocNowEnvironmentProps, DocNowSecrets, GeneratedSecret, IKubernetesCluster, Release } from '../../src';
import { DataNamespace } from '../../src/services/data-namespace';
import { FakeCluster, newStack } from '../services/fake-cluster';

const cluster: IKubernetesCluster = { capabilities: [], connect: () => {} };
const props = { cluster, namespace: 'docnow-blue' };

test.each(['docnow-secrets', 'docnow', 'docnow-blue-credentials-2026', 'team.docnow'])('%s is a name', (name) => {
  const references = DocNowSecrets.fromKubernetesSecret(name).bind(new App(), 'Secrets', { ...props, keys: ['A'] });
  expect(references).toEqual({ A: { secretName: name, key: 'A' } });
});

test.each(['hunter2_Hunter2', '0b7f3c1e9a5d4426', '2f6d1a90-3c4b-4e5f-8a7b-9c0d1e2f3a4b', 'k3j5h2g8f7d6s1a9p0', ''])(
  '%p looks like a value, and the error does not repeat it',
  (name) => {
    const attempt = () => DocNowSecrets.fromKubernetesSecret(name);
    expect(attempt).toThrow('is not the name of a Kubernetes Secret but looks like a value');
    if (name) expect(attempt).not.toThrow(name);
  },
);

function generated(): GeneratedSecret {
  const stack = newStack();
  const own = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster: own });
  return new GeneratedSecret(stack, 'Cookies', { cluster: own, namespace, name: 'cookies', revision: 3 });
}

const postgres: Partial<DocNowEnvironmentProps> = {
  release: Release.postgresGeneration({ image: 'registry.example.org/docnow:1' }),
  elasticsearch: undefined,
  postgres: { endpoint: store('postgres', 5432), databaseName: 'docnow', username: 'docnow' },
};
const others = DocNowSecrets.fromKubernetesSecret('docnow-secrets');
const password = DocNowSecrets.fromSecretKey({ secretName: 'postgres-app', key: 'password' });

test('each generation has its own secrets', () => {
  const image = 'registry.example.org/docnow:1';
  const keys = ['COOKIE_SECRET', 'CONSUMER_KEY', 'CONSUMER_SECRET', 'ACCESS_TOKEN', 'ACCESS_TOKEN_SECRET'];
  expect(Release.elasticsearchGeneration({ image }).secretKeys).toEqual(keys);
  expect(Release.postgresGeneration({ image }).secretKeys).toEqual([...keys, 'DB_PASSWORD']);
});

test('each secret comes from a source of its own, and what is in another namespace is copied', () => {
  const secrets = DocNowSecrets.byKey({ COOKIE_SECRET: generated(), DB_PASSWORD: password }, others);
  const { resource } = JSON.parse(Testing.synth(environmentStack({ ...postgres, secrets })));
  const all = Object.values<any>(resource.kubernetes_deployment_v1);
  const [pod] = all.filter(({ metadata }) => metadata.name === 'web').map(({ spec }) => spec.template);
  const from = pod.spec.container[0].env.map(({ name, value_from: value }: any) => [name, value.secret_key_ref]);
  expect(Object.fromEntries(from)).toMatchObject({
    COOKIE_SECRET: { name: 'docnow-copied-secrets', key: 'COOKIE_SECRET' },
    DB_PASSWORD: { name: 'postgres-app', key: 'password' },
    CONSUMER_KEY: { name: 'docnow-secrets', key: 'CONSUMER_KEY' },
  });
  expect(pod.metadata.annotations['docnow.io/secrets']).toBe('COOKIE_SECRET=3');
  const jobs = Object.values<any>(resource.kubernetes_job_v1);
  const { spec } = jobs.find(({ metadata }) => metadata.name === 'copy-secrets');
  const env = Object.fromEntries(spec.template.spec.container[0].env.map(({ name, value }: any) => [name, value]));
  const copy = { as: 'COOKIE_SECRET', namespace: 'docnow-data', secretName: 'cookies', key: 'value' };
  expect(JSON.parse(env.COPIES)).toEqual([copy]);
  expect(env.REVISIONS).toBe('COOKIE_SECRET=3');
  const rules = Object.values<any>(resource.kubernetes_role_v1).map(({ rule }) => rule);
  expect(rules).toEqual([
    [
      {
        api_groups: [''],
        resources: ['secrets'],
        resource_names: ['docnow-copied-secrets'],
        verbs: ['create', 'patch'],
      },
    ],
    [{ api_groups: [''], resources: ['secrets'], resource_names: ['cookies'], verbs: ['get'] }],
  ]);
});

test.each([
  [
    'a key that nobody asks for',
    { secrets: DocNowSecrets.byKey({ DB_PASSWORD: password }, others) },
    'which is no secret',
  ],
  [
    'a key without a source',
    { ...postgres, secrets: DocNowSecrets.byKey({ DB_PASSWORD: password }) },
    'secrets.COOKIE_SECRET is undefined, but this release needs it. Say where COOKIE_SECRET, CONSUMER_KEY,',
  ],
  [
    'a source of one’s own that forgets a key',
    { secrets: { bind: () => ({}) } },
    'blue/Blue/Secrets: secrets.COOKIE_SECRET is undefined, but this release needs it. Give a source that has',
  ],
  [
    'a copy that nothing can make',
    {
      release: Release.custom({
        name: 'app',
        image: 'app:1',
        web: { command: ['serve'] },
        redis: { host: 'REDIS' },
        secretKeys: ['KEY'],
      }),
      elasticsearch: undefined,
      userData: undefined,
      secrets: generated(),
    },
    'which a program for Node.js copies. Name an image that has it by copyImage.',
  ],
])('refuses %s', (_, changes, words) => expect(() => environmentStack(changes)).toThrow(words));

test('a key of a Secret is not mistaken for its value', () => {
  const secretName = '0b7f3c1e9a5d4426';
  const attempt = () => DocNowSecrets.fromSecretKey({ secretName, key: 'password' });
  expect(attempt).toThrow('DocNowSecrets.fromSecretKey: name (16 characters, not shown here) is not the name');
  expect(attempt).not.toThrow(secretName);
});
