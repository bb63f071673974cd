import type {
  StatefulSetV1SpecTemplateSpec as PodSpec,
  StatefulSetV1SpecTemplateSpecContainer as Container,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { heapMiB } from './elasticsearch-sizing';
import { mebibytes, millicores } from './quantity';
import { containerResources } from '../platform/container-resources';
import { NodePlacement } from '../platform/kubernetes-cluster';
import { RESTRICTED_CONTAINER } from '../platform/pod-security';

/** Where Elastic's images have the program. */
const HOME = '/usr/share/elasticsearch';

/** Requests of clients. */
export const HTTP_PORT = 9200;

/** What the nodes say to each other. */
export const TRANSPORT_PORT = 9300;

/** Internal: what the pod of one node is made from. */
export interface ElasticsearchPod {
  readonly image: string;
  readonly memoryMiB: number;
  readonly cpuMillicores: number;
  readonly settings: { [setting: string]: string };
  readonly selector: { [label: string]: string };
  readonly placement?: NodePlacement;
}

/**
 * The node's container. Elasticsearch is slow to start when it has much to recover, so nothing kills it for ten
 * minutes; its heap is fixed, as its checks at the start ask.
 */
export function elasticsearchContainer({ image, memoryMiB, cpuMillicores, settings }: ElasticsearchPod): Container {
  const heap = heapMiB(memoryMiB);
  return {
    name: 'elasticsearch',
    image,
    env: [
      { name: 'node.name', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'ES_JAVA_OPTS', value: `-Xms${heap}m -Xmx${heap}m` },
      ...Object.entries(settings).map(([name, value]) => ({ name, value })),
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
    ],
    startupProbe: { tcpSocket: [{ port: 'transport' }], periodSeconds: 10, failureThreshold: 60 },
    livenessProbe: { tcpSocket: [{ port: 'transport' }], periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { exec: { command: ['bash', '-c', READY] }, periodSeconds: 5, timeoutSeconds: 6 },
  };
}

/**
 * Once a node has joined, it is ready when it answers. Before, its copies must have caught up: then the next node of a
 * rolling update may go without a shard losing its last copy. Asking for that for good would make all nodes unready at
 * once whenever one is lost.
 */
const READY = `
ask() { curl --silent --fail --max-time 4 --output /dev/null "http://127.0.0.1:${HTTP_PORT}/$1"; }
if [ -e /tmp/joined ]; then ask; else
  ask '_cluster/health?wait_for_status=yellow&wait_for_no_initializing_shards=true&timeout=2s' && touch /tmp/joined
fi`.trim();

/**
 * What the pod has beside its container. The program writes to its settings' folder (it makes a keystore there), so a
 * copy of that is made on each start, and the image itself stays as it is. Two nodes share a machine only when there
 * are more nodes than machines.
 */
export function elasticsearchPod({ image, selector, placement }: ElasticsearchPod): Partial<PodSpec> {
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
    volume: ['config', 'logs', 'tmp'].map((name) => ({ name, emptyDir: {} })),
  };
}

function spread(topologyKey: string, whenUnsatisfiable: string, matchLabels: { [label: string]: string }) {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: [{ matchLabels }] };
}
