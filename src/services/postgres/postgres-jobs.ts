import type { CronJobV1Config } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { Construct } from 'constructs';
import { DataNamespace } from '../data-namespace';
import { BACK_UP, RESTORE } from './postgres-scripts';
import { containerResources } from '../../platform/container-resources';
import { RESTRICTED_CONTAINER, restrictedPod } from '../../platform/pod-security';
import { makeCronJob } from '../../platform/workloads';

/** Internal: what backups and restores of one database are made from. */
export interface PostgresJobsProps {
  readonly namespace: DataNamespace;
  /** The database's own name; that of its jobs begins with it. */
  readonly name: string;
  readonly image: string;
  readonly user: number;
  readonly env: { readonly name: string; readonly value: string }[];
  /** How the password is mounted. */
  readonly password: Mounted;
  /** The claim that backups are on. */
  readonly claimName: string;
  readonly schedule: string;
  readonly server: { readonly labels: { [label: string]: string }; readonly port: number };
}

interface Mounted {
  readonly volume: { readonly name: string };
  readonly mount: { readonly name: string; readonly mountPath: string };
}

/** On 31 February: an operator starts it, and nobody else, even if someone lifts its suspension. */
const NEVER = '0 0 31 2 *';

/**
 * Internal: a CronJob that backs a database up, and one that never runs by itself, from which an operator starts a restore.
 * Their pods reach the database and nothing else.
 */
export class PostgresJobs extends Construct {
  constructor(scope: Construct, id: string, props: PostgresJobsProps) {
    super(scope, id);
    const { name, server } = props;
    const namespace = props.namespace.namespace.metadata.name;
    const selector = { 'app.kubernetes.io/name': 'postgres-backup', 'app.kubernetes.io/instance': name };
    const labels = { ...selector, 'app.kubernetes.io/part-of': 'docnow' };
    const metadata = { name: `${name}-backup`, namespace, labels };
    const account = new ServiceAccountV1(this, 'ServiceAccount', { metadata, automountServiceAccountToken: false });
    const policy = new NetworkPolicyV1(this, 'NetworkPolicy', {
      metadata,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        egress: [
          {
            to: [{ podSelector: { matchLabels: server.labels } }],
            ports: [{ port: String(server.port), protocol: 'TCP' }],
          },
        ],
      },
    });
    const make = (
      what: string,
      { backoffLimit, ...spec }: Pick<CronJobV1Config['spec'], 'schedule' | 'suspend'> & { backoffLimit: number },
      script: string,
    ) =>
      makeCronJob(this, what, {
        metadata: { ...metadata, name: `${name}-${what.toLowerCase()}` },
        spec: {
          ...spec,
          timezone: 'Etc/UTC',
          concurrencyPolicy: 'Forbid',
          // Made up for when the control plane was away at the time.
          startingDeadlineSeconds: 3600,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            metadata: { labels },
            spec: {
              backoffLimit,
              template: {
                metadata: { labels: { ...labels, 'docnow.io/postgres-client': 'true' } },
                spec: podSpec(props, account.metadata.name, script),
              },
            },
          },
        },
        dependsOn: [...props.namespace._guards, policy],
      });
    make('Backup', { schedule: props.schedule, backoffLimit: 2 }, BACK_UP);
    make('Restore', { schedule: NEVER, suspend: true, backoffLimit: 0 }, RESTORE);
  }
}

function podSpec({ image, user, env, password, claimName }: PostgresJobsProps, account: string, script: string) {
  return {
    serviceAccountName: account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    securityContext: restrictedPod(user),
    volume: [password.volume, { name: 'backups', persistentVolumeClaim: { claimName } }, { name: 'tmp', emptyDir: {} }],
    container: [
      {
        name: 'postgres',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['sh', '-c', script],
        env: [...env, { name: 'BACKUPS', value: '/backups' }],
        securityContext: RESTRICTED_CONTAINER,
        resources: containerResources('100m', '128Mi', '512Mi'),
        volumeMount: [password.mount, { name: 'backups', mountPath: '/backups' }, { name: 'tmp', mountPath: '/tmp' }],
      },
    ],
  };
}
