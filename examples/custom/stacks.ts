import {
  BlueGreenSwitch,
  ClusterCapability,
  Color,
  DataNamespace,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  Redis,
  Release,
  ServiceFrontDoor,
  ServiceSelector,
  ServiceType,
} from '@docnow/infra-constructs';
import { App, TerraformStack } from 'cdktf';

const { KUBECONFIG: configPath = '~/.kube/config', KUBE_CONTEXT: configContext = 'kind-docnow' } = process.env;

/** How a version of Notes runs, another team's application: what it is made of, and how it is told where Redis is. */
const notes = (version: string) =>
  Release.custom({
    name: 'notes',
    image: `registry.example.org/notes:${version}`,
    directory: '/app',
    web: { command: ['./notes', 'serve'], port: 8000, livenessPath: '/healthz', readinessPath: '/ready' },
    workers: [{ name: 'mailer', command: ['./notes', 'mail'], internetPorts: [587] }],
    commands: [{ name: 'import', command: ['./notes', 'import'] }],
    redis: { url: 'REDIS_URL' },
    secretKeys: ['SESSION_KEY', 'SMTP_PASSWORD'],
    user: 10001,
  });

/** Each colour has a version of its own: a new one is tried in the colour that has no traffic. */
const VERSIONS = { blue: '1.4.0', green: '1.5.0' };

/** An application shaped like DocNow, blue and green beside each other, on any Kubernetes that a kubeconfig file knows. */
export function stacks(app: App): void {
  const stack = (id: string) => new TerraformStack(app, id);

  const services = stack('services');
  const cluster = DocNowCluster.fromKubeconfig(services, 'Cluster', {
    configPath,
    configContext,
    capabilities: [ClusterCapability.BLOCK_VOLUMES],
  });
  const namespace = new DataNamespace(services, 'Namespace', { cluster, name: 'notes-data' });
  const redis = new Redis(services, 'Redis', { cluster, namespace });

  const frontDoor = new ServiceFrontDoor(stack('front-door'), 'FrontDoor', {
    cluster,
    name: 'notes-front',
    port: 8000,
    namespaces: { blue: 'notes-blue', green: 'notes-green' },
  });

  new BlueGreenSwitch(stack('switch'), 'Switch', {
    strategy: new ServiceSelector({ frontDoor, name: 'notes', type: ServiceType.LOAD_BALANCER }),
    targets: frontDoor.targets,
  });

  for (const color of [Color.BLUE, Color.GREEN]) {
    const environment = stack(color.name);
    new DocNowEnvironment(environment, 'Notes', {
      cluster,
      color,
      entry: frontDoor.entry(color),
      release: notes(VERSIONS[color === Color.BLUE ? 'blue' : 'green']),
      redis: redis.endpoint,
      secrets: DocNowSecrets.fromKubernetesSecret('notes-secrets'),
      environment: { NOTES_LANGUAGE: 'en' },
      web: { timings: { preStop: 10, terminationGracePeriod: 40 } },
    });
    environment.addDependency(services);
  }
}
