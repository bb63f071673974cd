import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { Construct } from 'constructs';
import { DataNamespace } from '../data-namespace';
import { HTTP_PORT } from './elasticsearch-pod';
import { containerResources } from '../../platform/container-resources';
import { RESTRICTED_CONTAINER, restrictedPod } from '../../platform/pod-security';
import { makeCronJob } from '../../platform/workloads';

/** Internal: what the job is made from. */
export interface ElasticsearchSnapshotJobProps {
  readonly namespace: DataNamespace;
  /** Elasticsearch's own name; that of the job begins with it. */
  readonly name: string;
  /** Elasticsearch's image, which has all that the script needs, and is on the machines. */
  readonly image: string;
  readonly user: number;
  /** The ConfigMap with the script. */
  readonly files: string;
  readonly selector: { [label: string]: string };
  readonly schedule: string;
  readonly keep: number;
}

/** Internal: a CronJob that has Elasticsearch make a snapshot. Its pods reach Elasticsearch and nothing else. */
export function elasticsearchSnapshotJob(scope: Construct, id: string, props: ElasticsearchSnapshotJobProps): void {
  const construct = new Construct(scope, id);
  const name = `${props.name}-snapshot`;
  const selector = { 'app.kubernetes.io/name': 'elasticsearch-snapshot', 'app.kubernetes.io/instance': props.name };
  const labels = { ...selector, 'app.kubernetes.io/part-of': 'docnow' };
  const metadata = { name, namespace: props.namespace.namespace.metadata.name, labels };
  const account = new ServiceAccountV1(construct, 'ServiceAccount', { metadata, automountServiceAccountToken: false });
  const policy = new NetworkPolicyV1(construct, 'NetworkPolicy', {
    metadata,
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
      egress: [
        {
          to: [{ podSelector: { matchLabels: props.selector } }],
          ports: [{ port: String(HTTP_PORT), protocol: 'TCP' }],
        },
      ],
    },
  });
  makeCronJob(construct, 'CronJob', {
    metadata,
    spec: {
      schedule: props.schedule,
      timezone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      // Made up for when the control plane was away at the time.
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels },
        spec: {
          backoffLimit: 2,
          template: {
            metadata: { labels: { ...labels, 'docnow.io/elasticsearch-client': 'true' } },
            spec: podSpec(props, account.metadata.name),
          },
        },
      },
    },
    dependsOn: [...props.namespace._guards, policy],
  });
}

function podSpec({ image, user, files, name, keep }: ElasticsearchSnapshotJobProps, serviceAccountName: string) {
  return {
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    securityContext: restrictedPod(user),
    volume: [
      { name: 'files', configMap: { name: files } },
      // Bash keeps here what it is given in place of a file.
      { name: 'tmp', emptyDir: {} },
    ],
    container: [
      {
        name: 'snapshot',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['bash', '/docnow/snapshot'],
        env: [
          { name: 'ELASTICSEARCH_URL', value: `http://${name}:${HTTP_PORT}` },
          { name: 'KEEP', value: String(keep) },
        ],
        securityContext: RESTRICTED_CONTAINER,
        resources: containerResources('10m', '32Mi', '64Mi'),
        volumeMount: [
          { name: 'files', mountPath: '/docnow', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
  };
}
