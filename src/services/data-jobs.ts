import type {
  CronJobV1Config,
  CronJobV1SpecJobTemplateSpecTemplateSpec as PodSpec,
  CronJobV1SpecJobTemplateSpecTemplateSpecContainer as Container,
} from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { Construct } from 'constructs';
import { DataNamespace } from './data-namespace';
import { RESTRICTED_CONTAINER, restrictedPod } from '../platform/pod-security';
import { makeCronJob } from '../platform/workloads';

/** Internal: whose jobs they are, and what they reach. */
export interface DataJobsProps {
  readonly namespace: DataNamespace;
  /** The name of their service account and network policy. */
  readonly name: string;
  /** The labels by which their pods are found. */
  readonly selector: { [label: string]: string };
  readonly user: number;
  /** The service: its pods, its port, and the badge that its own network policy asks for. */
  readonly server: { readonly labels: { [label: string]: string }; readonly port: number; readonly badge: string };
}

/** Internal: one of the jobs. */
export interface DataJob extends Pick<CronJobV1Config['spec'], 'schedule' | 'suspend'> {
  readonly name: string;
  readonly backoffLimit: number;
  /** The pod's one container; its security is added here. */
  readonly container: Container;
  readonly volume: PodSpec['volume'];
}

/** Internal: CronJobs beside a service that keeps data, by an account without a token. Their pods reach it and nothing else. */
export class DataJobs {
  private readonly account: ServiceAccountV1;
  private readonly policy: NetworkPolicyV1;

  constructor(
    private readonly scope: Construct,
    private readonly props: DataJobsProps,
  ) {
    const { selector, server } = props;
    const metadata = this.metadata(props.name);
    this.account = new ServiceAccountV1(scope, 'ServiceAccount', { metadata, automountServiceAccountToken: false });
    this.policy = new NetworkPolicyV1(scope, 'NetworkPolicy', {
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
  }

  /** Makes a CronJob. */
  make(id: string, { name, backoffLimit, container, volume, ...spec }: DataJob): void {
    const { namespace, user, server } = this.props;
    const metadata = this.metadata(name);
    const { labels } = metadata;
    makeCronJob(this.scope, id, {
      metadata,
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
              metadata: { labels: { ...labels, [server.badge]: 'true' } },
              spec: {
                serviceAccountName: this.account.metadata.name,
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                restartPolicy: 'Never',
                securityContext: restrictedPod(user),
                volume,
                container: [{ ...container, imagePullPolicy: 'IfNotPresent', securityContext: RESTRICTED_CONTAINER }],
              },
            },
          },
        },
      },
      dependsOn: [...namespace._guards, this.policy],
    });
  }

  private metadata(name: string) {
    const { namespace, selector } = this.props;
    const labels = { ...selector, 'app.kubernetes.io/part-of': 'docnow' };
    return { name, namespace: namespace.namespace.metadata.name, labels };
  }
}
