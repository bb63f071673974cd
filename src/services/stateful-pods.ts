import { NetworkPolicyV1, NetworkPolicyV1Spec } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import type {
  StatefulSetV1,
  StatefulSetV1SpecTemplateSpec as PodSpec,
  StatefulSetV1SpecTemplateSpecContainer as Container,
} from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { DataNamespace } from './data-namespace';
import { LivePods } from './live-pods';
import { gibibytes } from './quantity';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';
import { RESTRICTED_CONTAINER, restrictedPod } from '../platform/pod-security';
import { requireBlockVolumes } from '../platform/require-block-volumes';
import { makeStatefulSet } from '../platform/workloads';

/** Internal: what the pods of one data service have of their own. */
export interface StatefulPodsProps {
  readonly cluster: IKubernetesCluster;
  readonly namespace: DataNamespace;
  /** The name of everything made here, and the first part of the pods' names. */
  readonly name: string;
  /** The labels by which the pods are found; they cannot be changed later. */
  readonly selector: { [label: string]: string };
  readonly replicas: number;
  /**
   * The headless Service that gives each pod a name in DNS.
   *
   * @default - one of its own: a StatefulSet wants one, while clients ask for all pods by another
   */
  readonly serviceName?: string;
  /** The user that the program runs as. */
  readonly user: number;
  /** The volume of each pod, which the container mounts by the name `data`. */
  readonly storageGiB: number;
  readonly storageClassName?: string;
  /** Labels of the volumes' claims beside the selector's. @default - none */
  readonly claimLabels?: { [label: string]: string };
  /** The pod's one container; its security is added here. */
  readonly container: Container;
  /** What the pod has beside it. */
  readonly pod?: Partial<PodSpec>;
  /** Who may talk to the pods, and to whom they may. */
  readonly traffic: Pick<NetworkPolicyV1Spec, 'ingress' | 'egress'>;
  /** What must hold, given an expression of how many pods there are now, or else Terraform refuses to plan. */
  readonly guards?: (replicas: string) => Precondition[];
}

/**
 * Internal: pods that keep data, one volume each, and what surrounds them: an account without a token, a network
 * policy, a disruption budget. The volumes outlive the pods and the StatefulSet.
 */
export class StatefulPods extends Construct {
  readonly statefulSet: StatefulSetV1;

  constructor(scope: Construct, id: string, props: StatefulPodsProps) {
    super(scope, id);
    const { cluster, namespace, storageClassName } = props;
    requireBlockVolumes(scope, cluster, { namespace: namespace.name, storageClassName });
    const labels = { ...props.selector, 'app.kubernetes.io/part-of': 'docnow' };
    const metadata = { name: props.name, namespace: props.namespace.namespace.metadata.name, labels };
    const account = new ServiceAccountV1(this, 'ServiceAccount', { metadata, automountServiceAccountToken: false });
    const policy = new NetworkPolicyV1(this, 'NetworkPolicy', {
      metadata,
      spec: { podSelector: { matchLabels: props.selector }, policyTypes: ['Ingress', 'Egress'], ...props.traffic },
    });
    // At most one at a time: a single pod has to give way too, or the node under it could never be drained.
    new PodDisruptionBudgetV1(this, 'DisruptionBudget', {
      metadata,
      spec: { maxUnavailable: '1', selector: { matchLabels: props.selector } },
    });
    const live = new LivePods(this, 'Live', { ...props, namespace: namespace.name });
    this.statefulSet = makeStatefulSet(this, 'StatefulSet', {
      metadata,
      spec: {
        serviceName: props.serviceName ?? this.governingService(metadata, props),
        replicas: String(props.replicas),
        podManagementPolicy: 'Parallel',
        // Left out, the provider writes 0, and there is nothing to roll back to.
        revisionHistoryLimit: 3,
        updateStrategy: [{ type: 'RollingUpdate', rollingUpdate: [{ partition: 0 }] }],
        persistentVolumeClaimRetentionPolicy: [{ whenDeleted: 'Retain', whenScaled: 'Retain' }],
        selector: { matchLabels: props.selector },
        template: { metadata: { labels }, spec: podSpec(props, account.metadata.name) },
        volumeClaimTemplate: [
          {
            metadata: { name: 'data', labels: { ...props.selector, ...props.claimLabels } },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: props.storageClassName,
              resources: { requests: { storage: gibibytes(props.storageGiB) } },
            },
          },
        ],
      },
      dependsOn: [...props.namespace._guards, policy],
      lifecycle: { precondition: [live.sizeGuard(props.storageGiB), ...(props.guards?.(live.replicas) ?? [])] },
    });
  }

  private governingService(metadata: object, { name, selector, container }: StatefulPodsProps): string {
    const ports = container.port as { readonly name: string; readonly containerPort: number }[];
    const service = new ServiceV1(this, 'Service', {
      metadata: { ...metadata, name: `${name}-pods` },
      spec: {
        clusterIp: 'None',
        selector,
        port: ports.map((port) => ({ name: port.name, port: port.containerPort, targetPort: port.name })),
      },
    });
    return service.metadata.name;
  }
}

function podSpec({ user, container, pod }: StatefulPodsProps, serviceAccountName: string): PodSpec {
  return {
    ...pod,
    serviceAccountName,
    automountServiceAccountToken: false,
    // Environment variables for every Service of the namespace help nobody and would leak names.
    enableServiceLinks: false,
    securityContext: restrictedPod(user),
    container: [{ ...container, imagePullPolicy: 'IfNotPresent', securityContext: RESTRICTED_CONTAINER }],
  };
}
