import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import type { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Annotations, Precondition, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { fromClients } from '../clients';
import { elasticsearchFiles } from './elasticsearch-files';
import { elasticsearchContainer, elasticsearchPod, HTTP_PORT, TRANSPORT_PORT } from './elasticsearch-pod';
import { ElasticsearchProps } from './elasticsearch-props';
import { drainedVariable } from './elasticsearch-scripts';
import { elasticsearchSettings } from './elasticsearch-settings';
import { largestHeapMiB, refusedHeap, refusedNodes } from './elasticsearch-sizing';
import { elasticsearchSnapshotJob } from './elasticsearch-snapshot-job';
import { ElasticsearchVersion } from './elasticsearch-version';
import { checkAmount } from '../../platform/amount';
import { ClusterCapability } from '../../platform/cluster-capability';
import { checkCron } from '../../platform/cron';
import { checkImage } from '../../platform/image-reference';
import { invalid } from '../../platform/invalid';
import { requireCapability } from '../../platform/require-capability';
import { ServiceEndpoint } from '../../platform/service-endpoint';
import { makeCopyJobs } from '../copies/copy-jobs';
import { REPOSITORY } from '../copies/copy-scripts';
import { checkName } from '../name';
import { StatefulPods } from '../stateful-pods';

/** Whom Elastic's images run as. */
const USER = 1000;

/**
 * Elasticsearch, which keeps DocNow's tweets, users and settings, for all colours.
 *
 * Nodes with a volume each, spread over machines and zones; quorum and heap follow from the number of nodes and their
 * memory. No container has privileges. DocNow gives no password, so the network policy is the guard: it lets in pods
 * labelled `docnow.io/elasticsearch-client: "true"`, in namespaces labelled `app.kubernetes.io/part-of: docnow`.
 */
export class Elasticsearch extends Construct {
  /** Where DocNow finds it. */
  public readonly endpoint: ServiceEndpoint;

  /** The Service for clients: nodes that are ready. */
  public readonly service: ServiceV1;

  /** The Service by which the nodes find each other, ready or not. */
  public readonly discoveryService: ServiceV1;

  /** The StatefulSet. */
  public readonly statefulSet: StatefulSetV1;

  /**
   * Makes Elasticsearch.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: ElasticsearchProps) {
    super(scope, id);
    const { name = 'elasticsearch', nodes = 3, memoryMiB = 2048, cpuMillicores = 500, storageGiB = 20 } = props;
    checkName(this, 'name', name);
    this.checkNodes(nodes);
    checkAmount(this, 'memoryMiB', memoryMiB, { least: 1024, most: 1024 * 1024, unit: 'MiB' });
    checkAmount(this, 'cpuMillicores', cpuMillicores, { least: 1, most: 64_000, unit: 'thousandths of a core' });
    checkAmount(this, 'storageGiB', storageGiB, { least: 1, most: 16 * 1024, unit: 'GiB' });
    const version = ElasticsearchVersion.parse(this, 'version', props.version ?? '6.8.23');
    const heapMiB = props.heapMiB ?? largestHeapMiB(memoryMiB);
    this.checkHeap(heapMiB, memoryMiB);
    this.checkMemoryMaps(version, props);
    if (props.image === undefined) this.checkProcessors(version, props);
    const image = props.image ?? version.image;
    checkImage(this, 'image', image);
    props.cluster.connect(this);
    const selector = { 'app.kubernetes.io/name': 'elasticsearch', 'app.kubernetes.io/instance': name };
    const metadata = { namespace: props.namespace.namespace.metadata.name, labels: selector };
    const discovery = `${name}-nodes`;
    this.service = new ServiceV1(this, 'Service', {
      metadata: { ...metadata, name },
      spec: { selector, port: [{ name: 'http', port: HTTP_PORT, targetPort: 'http' }] },
    });
    this.discoveryService = new ServiceV1(this, 'DiscoveryService', {
      metadata: { ...metadata, name: discovery },
      spec: {
        clusterIp: 'None',
        publishNotReadyAddresses: true,
        selector,
        port: [{ name: 'transport', port: TRANSPORT_PORT, targetPort: 'transport' }],
      },
    });
    const { snapshots } = props;
    const files = elasticsearchFiles(this, 'Files', { metadata, name, version, nodes, snapshots: !!snapshots });
    const { cluster } = props;
    const pod = {
      image,
      memoryMiB,
      heapMiB,
      cpuMillicores,
      selector,
      files: files.metadata.name,
      quorum: !version.since(7, 0),
      snapshots: snapshots?._volume.mount(this, 'Snapshots', { cluster, namespace: metadata.namespace }),
      settings: elasticsearchSettings({
        version,
        name,
        discoveryService: discovery,
        bootstrap: props.bootstrap ?? true,
      }),
      placement: props.cluster.elasticsearchNodes,
    };
    const peers = {
      podSelector: { matchLabels: selector },
    };
    const transport = [{ port: String(TRANSPORT_PORT), protocol: 'TCP' }];
    this.statefulSet = new StatefulPods(this, 'Pods', {
      cluster: props.cluster,
      namespace: props.namespace,
      name,
      selector,
      replicas: nodes,
      serviceName: this.discoveryService.metadata.name,
      user: USER,
      storageGiB,
      storageClassName: props.storageClassName,
      traffic: {
        ingress: [fromClients('docnow.io/elasticsearch-client', HTTP_PORT), { from: [peers], ports: transport }],
        egress: [{ to: [peers], ports: transport }],
      },
      container: elasticsearchContainer(pod),
      pod: elasticsearchPod(pod),
      guards: (replicas) => [this.drainGuard(name, nodes, props.namespace.name, replicas)],
    }).statefulSet;
    if (snapshots) {
      const { schedule = '43 2 * * *', keep = 14, copies } = snapshots._props;
      checkCron(this, 'snapshots.schedule', schedule);
      checkAmount(this, 'snapshots.keep', keep, { least: 1, most: 1000, unit: 'snapshots' });
      const own = { namespace: props.namespace, name, image, user: USER, selector, files: pod.files };
      elasticsearchSnapshotJob(this, 'SnapshotJob', { ...own, schedule, keep });
      if (copies) {
        const volume = { cluster, namespace: props.namespace, name, user: USER, claimName: pod.snapshots! };
        makeCopyJobs(this, 'Copies', { ...volume, files: REPOSITORY, copies, property: 'snapshots.copies' });
      }
    }
    const namespace = props.namespace.name;
    this.endpoint = ServiceEndpoint.inCluster({
      host: `${name}.${namespace}.svc.cluster.local`,
      port: HTTP_PORT,
      namespace,
      podLabels: selector,
    });
  }

  /** Refuses to take nodes away as long as nobody says that they were drained. */
  private drainGuard(name: string, nodes: number, namespace: string, replicas: string): Precondition {
    const variable = drainedVariable(name);
    new TerraformVariable(TerraformStack.of(this), variable, {
      type: 'number',
      nullable: false,
      default: 0,
      description: `How many nodes of Elasticsearch stay, as /docnow/resize said when it had drained the others.`,
    });
    return {
      condition: `\${${replicas} <= ${nodes} || var.${variable} == ${nodes}}`,
      errorMessage:
        `nodes of ${name} is ${nodes}, but \${${replicas}} run, and what goes may hold the only copy of a shard. Let it ` +
        `move first: kubectl -n ${namespace} exec ${name}-0 -c elasticsearch -- bash /docnow/resize ${nodes}\nThen ` +
        `apply with -var ${variable}=${nodes}, and afterwards type the same resize again (docs/elasticsearch.md).`,
    };
  }

  private checkHeap(heapMiB: number, memoryMiB: number): void {
    checkAmount(this, 'heapMiB', heapMiB, { least: 256, most: 1024 * 1024, unit: 'MiB' });
    const because = refusedHeap(heapMiB, memoryMiB);
    if (because === undefined) return;
    const wayOut = `Use at most ${largestHeapMiB(memoryMiB)}, or leave it out.`;
    throw invalid(this, { property: 'heapMiB', value: heapMiB, because, wayOut });
  }

  /** Who sets nodes apart for Elasticsearch has their kernel allow it: see `NodePlacement`. */
  private checkMemoryMaps(version: ElasticsearchVersion, { cluster }: ElasticsearchProps): void {
    if (version.since(6, 5) || cluster.elasticsearchNodes) return;
    requireCapability(this, cluster, {
      capability: ClusterCapability.MEMORY_MAPS,
      why: `Elasticsearch ${version.text} does not start: only from 6.5 on can it be told to do without`,
      wayOut: 'Take a version from 6.5 on, or nodes whose vm.max_map_count is 262144, such as Compute.managedNodes()',
    });
  }

  private checkProcessors(version: ElasticsearchVersion, { cluster }: ElasticsearchProps): void {
    const nodes = (cluster.elasticsearchNodes ?? cluster).architectures;
    const lacking = nodes?.find((architecture) => !version.architectures.includes(architecture));
    if (lacking === undefined) return;
    throw invalid(this, {
      property: 'version',
      value: version.text,
      because: `and its nodes are ${lacking}, for which Elastic made no image of that version`,
      wayOut: 'Give nodes of x86, a version from 7.8 on, or an image of your own',
    });
  }

  private checkNodes(nodes: number): void {
    if (nodes === 2) {
      Annotations.of(this).addWarning(
        'nodes is 2: both have to agree, so the loss of either stops Elasticsearch. It keeps two copies of the data, and ' +
          'no more. Use 3 to survive the loss of one.',
      );
    }
    const because = refusedNodes(nodes);
    if (because === undefined) return;
    throw invalid(this, {
      property: 'nodes',
      value: nodes,
      because,
      wayOut: 'Use 1, 2, 3, 5 or a larger odd number.',
    });
  }
}
