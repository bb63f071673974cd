import { Release } from '@cdktf/provider-helm/lib/release';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterAutoscalerProps } from './cluster-autoscaler-props';
import { controllerChart } from './controller-chart';
import { ControllerContext } from './controller-context';
import { tagOf } from './image-tag';
import { imageOf } from './mirrored';
import { PINNED } from './pinned';
import { DISRUPTION, POD_SECURITY, PRIORITY, REPLICAS, resources, spread } from './pods';
import { invalid } from '../platform/invalid';
import { RESTRICTED_CONTAINER } from '../platform/pod-security';

/** Internal: installs the Cluster Autoscaler, which finds the cluster's groups of nodes by their tags. */
export function installClusterAutoscaler(
  scope: Construct,
  { cluster, mirror }: ControllerContext,
  props: ClusterAutoscalerProps,
): Release {
  const { version } = props;
  if (version !== undefined && !Token.isUnresolved(version) && !/^1\.\d{1,3}\.\d{1,3}$/.test(version)) {
    throw invalid(scope, {
      property: 'version',
      value: version,
      because: 'which is not a version of the Cluster Autoscaler',
      wayOut: 'Give all three numbers, the first two those of Kubernetes, such as 1.34.5.',
    });
  }
  const pinned = { ...PINNED.clusterAutoscaler, ...(version !== undefined && { tag: `v${version}` }) };
  const name = pinned.chart;
  return controllerChart(scope, 'Release', {
    pinned,
    mirror,
    namespace: 'kube-system',
    values: {
      fullnameOverride: name,
      nameOverride: name,
      cloudProvider: 'aws',
      awsRegion: cluster.region,
      autoDiscovery: { clusterName: cluster.name },
      rbac: { serviceAccount: { create: true, name } },
      image: { repository: imageOf(pinned, mirror), tag: tagOf(scope, pinned, props) },
      replicaCount: REPLICAS,
      podDisruptionBudget: DISRUPTION,
      priorityClassName: PRIORITY,
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': name }),
      resources: resources('100m', '600Mi'),
      // 65534 is nobody.
      securityContext: { ...POD_SECURITY, runAsUser: 65534, runAsGroup: 65534, fsGroup: 65534 },
      containerSecurityContext: RESTRICTED_CONTAINER,
      extraArgs: {
        'balance-similar-node-groups': true,
        expander: 'least-waste',
        // Else no node ever goes: each has pods of the system, and those of DocNow have an emptyDir.
        'skip-nodes-with-local-storage': false,
        'skip-nodes-with-system-pods': false,
      },
    },
    dependsOn: [],
  });
}
