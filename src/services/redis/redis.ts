import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import type { StatefulSetV1 } from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Construct } from 'constructs';
import { checkAmount } from '../../platform/amount';
import { containerResources } from '../../platform/container-resources';
import { checkImage } from '../../platform/image-reference';
import { checkObjectName } from '../../platform/object-name';
import { ServiceEndpoint } from '../../platform/service-endpoint';
import { checkUserNumber } from '../../platform/user-number';
import { fromClients, fromKeda } from '../clients';
import { checkName } from '../name';
import { mebibytes, millicores } from '../quantity';
import { RedisProps } from './redis-props';
import { StatefulPods } from '../stateful-pods';

/** Redis' own port: DocNow's client knows no other. */
const PORT = 6379;

/**
 * Redis, which keeps DocNow's queue of URLs and its counters, for all colours.
 *
 * One pod with a volume, to which it writes every change within a second. A pod that is lost comes back with it, and requests
 * that need it fail until then: DocNow's client knows one host and cannot ask Sentinel for another. Where that is too long, use
 * `ElastiCacheRedis`, or another that keeps its name when a copy takes over. DocNow gives no password, so the network
 * policy is the guard: it lets in pods labelled `docnow.io/redis-client: "true"`, in namespaces labelled
 * `app.kubernetes.io/part-of: docnow`.
 */
export class Redis extends Construct {
  /** Where DocNow finds it. */
  public readonly endpoint: ServiceEndpoint;

  /** The Service. */
  public readonly service: ServiceV1;

  /** The StatefulSet. */
  public readonly statefulSet: StatefulSetV1;

  /**
   * Makes Redis.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { name = 'redis', image = 'redis:7.2.15', memoryMiB = 512, cpuMillicores = 100, storageGiB = 8 } = props;
    checkName(this, 'name', name);
    checkImage(this, 'image', image);
    checkAmount(this, 'memoryMiB', memoryMiB, { least: 64, most: 1024 * 1024, unit: 'MiB' });
    checkAmount(this, 'cpuMillicores', cpuMillicores, { least: 1, most: 64_000, unit: 'thousandths of a core' });
    checkAmount(this, 'storageGiB', storageGiB, { least: 1, most: 16 * 1024, unit: 'GiB' });
    const user = props.user ?? 999;
    checkUserNumber(this, 'user', user);
    const { kedaNamespace } = props;
    if (kedaNamespace !== undefined) checkObjectName(this, 'kedaNamespace', kedaNamespace);
    props.cluster.connect(this);
    const selector = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': name };
    this.service = new ServiceV1(this, 'Service', {
      metadata: { name, namespace: props.namespace.namespace.metadata.name, labels: selector },
      spec: { selector, port: [{ name: 'redis', port: PORT, targetPort: 'redis' }] },
    });
    this.statefulSet = new StatefulPods(this, 'Pods', {
      cluster: props.cluster,
      namespace: props.namespace,
      name,
      selector,
      replicas: 1,
      user,
      storageGiB,
      storageClassName: props.storageClassName,
      traffic: { ingress: [fromClients('docnow.io/redis-client', PORT), ...fromKeda(kedaNamespace, PORT)] },
      pod: { terminationGracePeriodSeconds: 60 },
      container: {
        name: 'redis',
        image,
        command: ['redis-server'],
        args: settings(memoryMiB),
        port: [{ name: 'redis', containerPort: PORT }],
        resources: containerResources(millicores(cpuMillicores), mebibytes(memoryMiB)),
        volumeMount: [{ name: 'data', mountPath: '/data' }],
        // While it reads its log at the start, Redis answers with an error; that takes as long as the log is large.
        readinessProbe: {
          exec: { command: ['sh', '-c', `redis-cli -h 127.0.0.1 -p ${PORT} ping | grep -qx PONG`] },
          periodSeconds: 5,
          timeoutSeconds: 3,
        },
        livenessProbe: { tcpSocket: [{ port: 'redis' }], periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
      },
    }).statefulSet;
    const namespace = props.namespace.name;
    this.endpoint = ServiceEndpoint.inCluster({
      host: `${name}.${namespace}.svc.cluster.local`,
      port: PORT,
      namespace,
      podLabels: selector,
      kedaNamespace,
    });
  }
}

/**
 * Redis' settings ("Redis persistence", "Redis administration" of its documentation). Not saving snapshots beside the
 * log spares a second copy of the process; refusing writes when memory is full spares the queue's oldest entries.
 */
function settings(memoryMiB: number): string[] {
  const values = {
    dir: '/data',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    maxmemory: `${Math.floor(memoryMiB / 2)}mb`,
    'maxmemory-policy': 'noeviction',
    // Without a password it would answer to its own host alone.
    'protected-mode': 'no',
  };
  return Object.entries(values).flatMap(([setting, value]) => [`--${setting}`, value]);
}
