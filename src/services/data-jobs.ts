import type {
  CronJobV1Config,
  CronJobV1SpecJobTemplateSpecTemplateSpec as PodSpec,
  CronJobV1SpecJobTemplateSpecTemplateSpecContainer as Container,
} from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { NetworkPolicyV1, NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ITerraformDependable } from 'cdktf';
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
  /** What their pods reach beside DNS. */
  readonly egress: NetworkPolicyV1SpecEgress[];
  /** The badge that the network policy of who is reached asks for. @default - none */
  readonly badge?: string;
  /** What has to be there before a pod comes. @default - nothing but the namespace's guards */
  readonly dependsOn?: ITerraformDependable[];
}

/** Internal: one of the jobs. */
export interface DataJob extends Pick<CronJobV1Config['spec'], 'schedule' | 'suspend'> {
  readonly name: string;
  readonly backoffLimit: number;
  /** The pod's one container; its security is added here. */
  readonly container: Container;
  readonly volume: PodSpec['volume'];
}

/** Lets pods reach others of the same namespace. */
export function toPods(matchLabels: { [label: string]: string }, port: number): NetworkPolicyV1SpecEgress {
  return { to: [{ podSelector: { matchLabels } }], ports: [{ port: String(port), protocol: 'TCP' }] };
}

/** Internal: CronJobs beside a service that keeps data, by an account without a token, with a network policy of their own. */
export class DataJobs {
  private readonly account: ServiceAccountV1;
  private readonly policy: NetworkPolicyV1;

  constructor(
    private readonly scope: Construct,
    private readonly props: DataJobsProps,
  ) {
    const { selector, egress } = props;
    const metadata = this.metadata(props.name);
    this.account = new ServiceAccountV1(scope, 'ServiceAccount', { metadata, automountServiceAccountToken: false });
    this.policy = new NetworkPolicyV1(scope, 'NetworkPolicy', {
      metadata,
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        egress,
      },
    });
  }

  /** Makes a CronJob. */
  make(id: string, { name, backoffLimit, container, volume, ...spec }: DataJob): void {
    const { namespace, user, badge, dependsOn = [] } = this.props;
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
              metadata: { labels: { ...labels, ...(badge === undefined ? {} : { [badge]: 'true' }) } },
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
      dependsOn: [...namespace._guards, this.policy, ...dependsOn],
    });
  }

  private metadata(name: string) {
    const { namespace, selector } = this.props;
    const labels = { ...selector, 'app.kubernetes.io/part-of': 'docnow' };
    return { name, namespace: namespace.namespace.metadata.name, labels };
  }
}
