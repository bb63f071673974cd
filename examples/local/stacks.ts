import {
  BlueGreenSwitch,
  CapabilityCheck,
  ClusterCapability,
  Color,
  DataNamespace,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  Elasticsearch,
  Redis,
  Release,
  ServiceFrontDoor,
  ServiceSelector,
  ServiceType,
  SingleNodeVolume,
} from '@docnow/infra-constructs';
import { App, TerraformStack } from 'cdktf';

/** Where DocNow answers: at this port of the node. */
const NODE_PORT = 30080;

/** The kubeconfig and the context in it, as kubectl knows them. */
const { KUBECONFIG: configPath = '~/.kube/config', KUBE_CONTEXT: configContext = 'kind-docnow' } = process.env;

/**
 * DocNow on a laptop's Kubernetes: both colours and the switch between them, in 4 GiB of memory and without a cloud. The
 * states are files in the folder where this is synthesized.
 */
export function stacks(app: App): void {
  const stack = (id: string) => new TerraformStack(app, id);

  const services = stack('services');
  const cluster = DocNowCluster.fromKubeconfig(services, 'Cluster', {
    configPath,
    configContext,
    capabilities: [ClusterCapability.BLOCK_VOLUMES],
  });
  new CapabilityCheck(services, 'Capabilities', { cluster });
  const namespace = new DataNamespace(services, 'Namespace', { cluster });
  const redis = new Redis(services, 'Redis', { cluster, namespace, memoryMiB: 128, storageGiB: 1 });
  const elasticsearch = new Elasticsearch(services, 'Elasticsearch', {
    cluster,
    namespace,
    nodes: 1,
    memoryMiB: 1024,
    cpuMillicores: 100,
    storageGiB: 5,
  });
  const userData = new SingleNodeVolume(services, 'UserData', { cluster, namespace });

  const frontDoor = new ServiceFrontDoor(stack('front-door'), 'FrontDoor', { cluster, replicas: 1 });

  const trafficSwitch = stack('switch');
  new BlueGreenSwitch(trafficSwitch, 'Switch', {
    strategy: new ServiceSelector({ frontDoor, type: ServiceType.NODE_PORT, nodePort: NODE_PORT }),
    targets: frontDoor.targets,
  });

  for (const color of [Color.BLUE, Color.GREEN]) {
    const environment = stack(color.name);
    new DocNowEnvironment(environment, 'DocNow', {
      cluster,
      color,
      entry: frontDoor.entry(color),
      release: Release.elasticsearchGeneration({ image: 'docnow/docnow:v0.0.35' }),
      redis: redis.endpoint,
      elasticsearch: elasticsearch.endpoint,
      userData,
      secrets: DocNowSecrets.fromKubernetesSecret('docnow-secrets'),
      web: { resources: { cpu: '50m', memory: '384Mi' }, timings: { preStop: 10, terminationGracePeriod: 40 } },
      workers: { 'stream-loader': { resources: { cpu: '50m' } }, 'url-fetcher': { resources: { cpu: '50m' } } },
    });
    environment.addDependency(services);
    environment.addDependency(trafficSwitch);
  }
}
