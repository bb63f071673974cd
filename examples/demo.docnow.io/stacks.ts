import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  AlbWeights,
  BlueGreenSwitch,
  Color,
  Compute,
  DataNamespace,
  DocNowCluster,
  DocNowEnvironment,
  DocNowSecrets,
  EbsStorageClass,
  EfsVolume,
  Elasticsearch,
  FrontDoor,
  LegacyInstanceTarget,
  IsolatedNetworkProps,
  Network,
  Redis,
  Release,
  RemoteState,
} from '@docnow/infra-constructs';
import { App, TerraformStack } from 'cdktf';

/** What one site differs in from another. What is left out is as the constructs have it. */
export interface Site {
  /** How all names in AWS begin. */
  readonly name: string;
  readonly region: string;
  readonly hostName: string;
  /** The zone in Route 53 that the host name is in. */
  readonly hostedZoneName: string;
  readonly network: IsolatedNetworkProps;
  /** From where the API server can be reached. */
  readonly publicAccessCidrs: string[];
  readonly compute?: Compute;
  readonly elasticsearchCompute?: Compute;
  readonly elasticsearch?: ElasticsearchSize;
  readonly logRetentionDays?: number;
  /** false: made to be torn down again, with all data. Leave it out for real: then nothing that holds data can go. */
  readonly removalProtection?: boolean;
}

/** How many nodes Elasticsearch has, and how large they are. */
export interface ElasticsearchSize {
  readonly nodes: number;
  readonly memoryMiB: number;
  readonly storageGiB: number;
}

const DEMO: Site = {
  name: 'docnow-demo',
  region: 'us-east-1',
  hostName: 'demo.docnow.io',
  hostedZoneName: 'docnow.io',
  network: { cidr: '10.42.0.0/16' },
  publicAccessCidrs: ['203.0.113.7/32'],
  removalProtection: false,
};

/** demo.docnow.io, whole: seven stacks, each with a state of its own, in the order in which they are applied. */
export const stacks = (app: App) => site(app, DEMO);

/** The stacks of a site. */
export function site(app: App, props: Site): void {
  const { name, hostName, removalProtection, logRetentionDays } = props;
  const stackOf = (id: string) => {
    const one = new TerraformStack(app, id);
    new AwsProvider(one, 'aws', { region: props.region });
    return one;
  };
  const remoteState = new RemoteState(stackOf('state'), 'State', {
    bucketName: `${name}-terraform-state`,
    removalProtection,
  });
  const stack = (id: string) => {
    const one = stackOf(id);
    remoteState.configure(one);
    return one;
  };

  const cluster = new DocNowCluster(stack('cluster'), 'Cluster', {
    name,
    network: Network.isolated(props.network),
    publicAccessCidrs: props.publicAccessCidrs,
    compute: props.compute,
    elasticsearchCompute: props.elasticsearchCompute,
    logRetentionDays,
  });

  const frontDoor = new FrontDoor(stack('front-door'), 'FrontDoor', {
    name,
    hostName,
    hostedZoneName: props.hostedZoneName,
    network: cluster,
    legacy: LegacyInstanceTarget.registeredElsewhere(),
    logRetentionDays,
    removalProtection,
  });

  const services = stack('services');
  const namespace = new DataNamespace(services, 'Namespace', { cluster });
  const disks = new EbsStorageClass(services, 'Disks', { cluster, removalProtection });
  const storageClassName = disks.name;
  const redis = new Redis(services, 'Redis', { cluster, namespace, storageClassName });
  const elasticsearch = new Elasticsearch(services, 'Elasticsearch', {
    cluster,
    namespace,
    storageClassName,
    ...props.elasticsearch,
  });
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
