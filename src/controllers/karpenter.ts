import { join } from 'path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, Fn, ITerraformDependable, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { controllerChart } from './controller-chart';
import { ControllerContext } from './controller-context';
import { checkedDigest } from './image-tag';
import { checkKarpenter } from './karpenter-checks';
import { KarpenterProps } from './karpenter-props';
import { imageOf } from './mirrored';
import { PINNED } from './pinned';
import { DISRUPTION, PRIORITY, REPLICAS, resources } from './pods';
import { Architecture } from '../platform/architecture';
import { CapacityType } from '../platform/aws/capacity-type';
import { INodeAutoscaler } from '../platform/aws/node-autoscaler';

/** The chart is beside `src` and, in the package, beside `lib`: the same way up from both. */
const CHART = join(__dirname, '..', '..', 'charts', 'karpenter-nodes');

/**
 * Seconds for nodes to be drained and ended at the end: 20 minutes, which is as long as Terraform's provider waits for
 * anything to be deleted.
 */
const FAREWELL = 1200;

/** Internal: where the cluster's stack has given Karpenter its role. */
const NAMESPACE = 'kube-system';

/**
 * Internal: installs Karpenter's kinds, Karpenter, and the nodes that it may start, in this order.
 *
 * They go in the reverse order: the node pool is gone only when all its nodes are, so Karpenter is there to end them.
 * The kinds have a chart of their own, since helm neither upgrades nor removes those inside Karpenter's.
 */
export function installKarpenter(
  scope: Construct,
  context: ControllerContext,
  prepared: INodeAutoscaler,
  props: KarpenterProps,
): Release {
  checkKarpenter(scope, props);
  const { cluster, mirror } = context;
  const pinned = PINNED.karpenter;
  const common = { mirror, namespace: NAMESPACE };
  const kinds = controllerChart(scope, 'Kinds', {
    ...common,
    pinned: { ...pinned, chart: `${pinned.chart}-crd` },
    values: {},
    dependsOn: [],
  });
  const image = { repository: imageOf(pinned, mirror), tag: pinned.tag };
  const release = controllerChart(scope, 'Release', {
    ...common,
    pinned,
    skipCrds: true,
    values: {
      replicas: REPLICAS,
      podDisruptionBudget: { name: pinned.chart, ...DISRUPTION },
      priorityClassName: PRIORITY,
      serviceAccount: { create: true, name: 'karpenter' },
      settings: {
        clusterName: cluster.name,
        eksControlPlane: true,
        interruptionQueue: prepared.interruptionQueueName ?? '',
      },
      controller: {
        image: { ...image, digest: checkedDigest(scope, pinned, props.imageDigest) },
        resources: resources('500m', '1Gi'),
      },
    },
    dependsOn: [kinds],
  });
  nodes(scope, cluster.name, prepared, props, [release]);
  return release;
}

function nodes(
  scope: Construct,
  clusterName: string,
  { nodeRoleName }: INodeAutoscaler,
  props: KarpenterProps,
  dependsOn: ITerraformDependable[],
): void {
  const chart = new TerraformAsset(scope, 'NodesChart', { path: CHART, type: AssetType.DIRECTORY });
  const { cpuLimit = 64, architectures = [Architecture.AMD64] } = props;
  const capacityTypes = props.capacityTypes ?? [CapacityType.ON_DEMAND];
  new Release(scope, 'Nodes', {
    name: 'karpenter-nodes',
    namespace: NAMESPACE,
    chart: `./${chart.path}`,
    values: [
      Fn.jsonencode({
        clusterName,
        nodeRoleName,
        machineImage: props.machineImage,
        cpuLimit,
        memoryLimitGib: props.memoryLimitGib ?? 4 * cpuLimit,
        architectures,
        // Karpenter's words.
        capacityTypes: capacityTypes.map((one) => one.toLowerCase().replace('_', '-')),
        instanceCategories: props.instanceCategories ?? ['c', 'm', 'r'],
        diskGib: props.diskGib ?? 50,
        consolidateAfterMinutes: props.consolidateAfterMinutes ?? 5,
        expireAfterDays: props.expireAfterDays ?? 30,
      }),
    ],
    atomic: true,
    wait: true,
    timeout: FAREWELL,
    maxHistory: 3,
    dependsOn,
  });
}
