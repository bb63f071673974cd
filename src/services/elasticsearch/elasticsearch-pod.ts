import type {
  StatefulSetV1SpecTemplateSpec as PodSpec,
  StatefulSetV1SpecTemplateSpecContainer as Container,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { SNAPSHOTS } from './elasticsearch-snapshot-scripts';
import { containerResources } from '../../platform/container-resources';
import { NodePlacement } from '../../platform/kubernetes-cluster';
import { RESTRICTED_CONTAINER } from '../../platform/pod-security';
import { mebibytes, millicores } from '../quantity';

/** Where Elastic's images have the program. */
const HOME = '/usr/share/elasticsearch';

/** Where the scripts are, such as `resize`. */
const FILES = '/docnow';

/** Requests of clients. */
export const HTTP_PORT = 9200;

/** What the nodes say to each other. */
export const TRANSPORT_PORT = 9300;

/** Internal: what the pod of one node is made from. */
export interface ElasticsearchPod {
  readonly image: string;
  readonly memoryMiB: number;
  readonly heapMiB: number;
  readonly cpuMillicores: number;
  readonly settings: { [setting: string]: string };
  /** The ConfigMap of the files in `/docnow`. */
  readonly files: string;
  /** Whether the number of nodes that have to agree is among them. */
  readonly quorum: boolean;
  /** The claim of the volume of snapshots, which all nodes write. */
  readonly snapshots?: string;
  readonly selector: { [label: string]: string };
  readonly placement?: NodePlacement;
}

/**
 * The node's container. Elasticsearch is slow to start when it has much to recover, so nothing kills it for ten
 * minutes; its heap is fixed, as its checks at the start ask.
 */
export function elasticsearchContainer(pod: ElasticsearchPod): Container {
  const { image, memoryMiB, cpuMillicores, settings, heapMiB: heap } = pod;
  return {
    name: 'elasticsearch',
    image,
    env: [
      { name: 'node.name', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'ES_JAVA_OPTS', value: `-Xms${heap}m -Xmx${heap}m` },
      ...Object.entries(settings).map(([name, value]) => ({ name, value })),
      ...(pod.quorum ? [quorumOf(pod.files)] : []),
      ...(pod.snapshots === undefined ? [] : [{ name: 'path.repo', value: SNAPSHOTS }]),
    ],
    port: [
      { name: 'http', containerPort: HTTP_PORT },
      { name: 'transport', containerPort: TRANSPORT_PORT },
    ],
    resources: containerResources(millicores(cpuMillicores), mebibytes(memoryMiB)),
    volumeMount: [
      { name: 'data', mountPath: `${HOME}/data` },
      { name: 'config', mountPath: `${HOME}/config` },
      { name: 'logs', mountPath: `${HOME}/logs` },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'files', mountPath: FILES, readOnly: true },
      ...(pod.snapshots === undefined ? [] : [{ name: 'snapshots', mountPath: SNAPSHOTS }]),
    ],
    startupProbe: { tcpSocket: [{ port: 'transport' }], periodSeconds: 10, failureThreshold: 60 },
    livenessProbe: { tcpSocket: [{ port: 'transport' }], periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { exec: { command: ['bash', `${FILES}/ready`] }, periodSeconds: 5, timeoutSeconds: 6 },
  };
}

/** By reference: another number is read at the next start, and restarts nobody. */
function quorumOf(files: string) {
  return {
    name: 'discovery.zen.minimum_master_nodes',
    valueFrom: { configMapKeyRef: { name: files, key: 'quorum' } },
  };
}

/**
 * What the pod has beside its container. The program writes to its settings' folder (it makes a keystore there), so a
 * copy of that is made on each start, and the image itself stays as it is. Two nodes share a machine only when there
 * are more nodes than machines.
 */
export function elasticsearchPod({ image, selector, placement, files, snapshots }: ElasticsearchPod): Partial<PodSpec> {
  return {
    // A node says goodbye and flushes before it leaves.
    terminationGracePeriodSeconds: 120,
    nodeSelector: placement?.nodeSelector,
    toleration: placement?.tolerations,
    topologySpreadConstraint: [
      spread('kubernetes.io/hostname', 'DoNotSchedule', selector),
      spread('topology.kubernetes.io/zone', 'ScheduleAnyway', selector),
    ],
    initContainer: [
      {
        name: 'config',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['cp', '-R', `${HOME}/config/.`, '/config'],
        securityContext: RESTRICTED_CONTAINER,
        resources: containerResources('10m', '16Mi', '64Mi'),
        volumeMount: [{ name: 'config', mountPath: '/config' }],
      },
    ],
    volume: [
      ...['config', 'logs', 'tmp'].map((name) => ({ name, emptyDir: {} })),
      { name: 'files', configMap: { name: files } },
      ...(snapshots === undefined ? [] : [{ name: 'snapshots', persistentVolumeClaim: { claimName: snapshots } }]),
    ],
  };
}

function spread(topologyKey: string, whenUnsatisfiable: string, matchLabels: { [label: string]: string }) {
  // Machines whose taints keep these pods away do not count as machines without one.
  const nodeTaintsPolicy = 'Honor';
  return { maxSkew: 1, topologyKey, whenUnsatisfiable, nodeTaintsPolicy, labelSelector: [{ matchLabels }] };
}
