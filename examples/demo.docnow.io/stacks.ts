import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  AlbWeights,
  BlueGreenSwitch,
  Color,
  DataNamespace,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  EbsStorageClass,
  EfsVolume,
  Elasticsearch,
  FrontDoor,
  Network,
  Redis,
  Release,
  RemoteState,
} from '@docnow/infra-constructs';
import { App, TerraformStack } from 'cdktf';

const region = 'us-east-1';
const hostName = 'demo.docnow.io';
/** Made to be torn down again, with all data. For real, leave `removalProtection` out: then nothing that holds data can go. */
const removalProtection = false;

/** demo.docnow.io, whole: seven stacks, each with a state of its own, in the order in which they are applied. */
export function stacks(app: App): void {
  const state = stackIn(app, 'state');
  const remoteState = new RemoteState(state, 'State', { bucketName: 'docnow-demo-terraform-state', removalProtection });
  const stack = (id: string) => {
    const one = stackIn(app, id);
    remoteState.configure(one);
    return one;
  };

  const cluster = new DocNowCluster(stack('cluster'), 'Cluster', {
    name: 'docnow-demo',
    network: Network.isolated({ cidr: '10.42.0.0/16' }),
    publicAccessCidrs: ['203.0.113.7/32'],
  });

  const frontDoor = new FrontDoor(stack('front-door'), 'FrontDoor', {
    name: 'docnow-demo',
    hostName,
    hostedZoneName: 'docnow.io',
    network: cluster,
    legacy: {},
    removalProtection,
  });

  const services = stack('services');
  const namespace = new DataNamespace(services, 'Namespace', { cluster });
  const disks = new EbsStorageClass(services, 'Disks', { cluster, removalProtection });
  const storageClassName = disks.name;
  const redis = new Redis(services, 'Redis', { cluster, namespace, storageClassName });
  const elasticsearch = new Elasticsearch(services, 'Elasticsearch', { cluster, namespace, storageClassName });
  const userData = new EfsVolume(services, 'UserData', {
    vpcId: cluster.vpcId,
    subnetIds: cluster.privateSubnetIds,
    clientSecurityGroupId: cluster.securityGroupId,
    removalProtection,
  });

  const trafficSwitch = stack('switch');
  new BlueGreenSwitch(trafficSwitch, 'Switch', {
    strategy: new AlbWeights({ listenerArn: frontDoor.listenerArn, hostName }),
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
    });
    // Pods are ready only once requests can reach them, and they need the data services.
    environment.addDependency(trafficSwitch);
    environment.addDependency(services);
  }
}

function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, 'aws', { region });
  return stack;
}
