import { Testing } from 'cdktf';
import { environmentStack, goodProps } from './world';
import { DocNowEnvironmentProps, Release } from '../../src';

function synth(changes: Partial<DocNowEnvironmentProps> = {}) {
  const { variable, data, resource, locals } = JSON.parse(Testing.synth(environmentStack(changes)));
  const deployments = Object.values<any>(resource.kubernetes_deployment_v1);
  const worker = (name: string) => deployments.find(({ metadata }) => metadata.name === name);
  const [namespace] = Object.values<any>(resource.kubernetes_namespace_v1);
  return { variable, data, locals, namespace, worker };
}

test('whoever applies says whether the workers run; there is no default', () => {
  const { variable, worker } = synth();
  expect(variable.workers).not.toHaveProperty('default');
  expect(variable.workers.validation[0].condition).toBe('${contains(["active", "standby", "draining"], var.workers)}');
  for (const component of ['stream-loader', 'url-fetcher']) {
    const { spec } = worker(component);
    expect(spec.strategy).toEqual({ type: 'Recreate' });
    expect(spec.template.spec.container[0].command).toEqual(['node', `dist/commands/${component}`]);
  }
});

test('while it drains, what may run in several colours goes on', () => {
  const { worker } = synth({ workers: { 'url-fetcher': { replicas: 3 } } });
  expect(worker('stream-loader').spec.replicas).toBe('${contains(["active"], var.workers) ? "1" : "0"}');
  expect(worker('url-fetcher').spec.replicas).toBe('${contains(["active","draining"], var.workers) ? "3" : "0"}');
});

test('an exclusive worker is refused while another colour has one; the others are not', () => {
  const { data, namespace, worker } = synth();
  const [colors, pods] = Object.values<any>(data.kubernetes_resources);
  const others = 'app.kubernetes.io/name=docnow,app.kubernetes.io/instance!=blue';
  const place = namespace.metadata.labels['docnow.io/data'];
  expect(place).toMatch(/^[0-9a-f]{10}$/);
  expect(colors).toMatchObject({ kind: 'Namespace', label_selector: `${others},docnow.io/data=${place}` });
  expect(pods).toMatchObject({
    kind: 'Pod',
    label_selector: `${others},app.kubernetes.io/component in (stream-loader)`,
    namespace: '${each.value}',
  });
  expect(pods.for_each).toContain('var.workers == "active" && trimspace(var.skip_guards) == ""');
  const [{ error_message: words }] = worker('stream-loader').lifecycle.precondition;
  expect(words).toContain(
    'workers is active for blue, but a worker of which only one may run is there in another colour',
  );
  expect(worker('url-fetcher').lifecycle).toBeUndefined();
});

test('a release without exclusive workers asks nobody', () => {
  const release = Release.custom({
    name: 'app',
    image: 'app:1',
    web: { command: ['serve'] },
    workers: [{ name: 'mail', command: ['mail'], exclusive: false }],
    redis: { host: 'REDIS' },
  });
  const { data } = synth({ release, elasticsearch: undefined, userData: undefined });
  expect(data?.kubernetes_resources).toBeUndefined();
});

test('a stranger is refused', () => {
  expect(() => environmentStack({ ...goodProps(), workers: { 'tweet-loader': {} } })).toThrow(
    "workers.tweet-loader is 'tweet-loader', which is no worker of this release. Its workers are",
  );
});
