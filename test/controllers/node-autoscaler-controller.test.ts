import { readdirSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdktf';
import { controllers, FakeEksCluster, release, written } from './fake-eks-cluster';
import { ClusterAutoscalerProps } from '../../src/controllers/cluster-autoscaler-props';
import { KarpenterProps } from '../../src/controllers/karpenter-props';
import { NodeAutoscalerController } from '../../src/controllers/node-autoscaler-controller';
import { Architecture } from '../../src/platform/architecture';
import { CapacityType } from '../../src/platform/aws/capacity-type';
import { NodeAutoscalerKind } from '../../src/platform/aws/node-autoscaler';

const prepared = { nodeRoleName: 'docnow-nodes', interruptionQueueName: 'docnow-interruptions' };

function install(kind: NodeAutoscalerKind, nodeAutoscaler: NodeAutoscalerController) {
  return controllers({ cluster: new FakeEksCluster({ kind, ...prepared }), nodeAutoscaler }).stack;
}

function karpenter(props: Partial<KarpenterProps> = {}) {
  const machineImage = 'al2023@v20251112';
  return install(NodeAutoscalerKind.KARPENTER, NodeAutoscalerController.karpenter({ machineImage, ...props }));
}

function clusterAutoscaler(props?: ClusterAutoscalerProps) {
  return install(NodeAutoscalerKind.CLUSTER_AUTOSCALER, NodeAutoscalerController.clusterAutoscaler(props));
}

describe('NodeAutoscalerController.karpenter', () => {
  test('makes kinds, controller and nodes in this order, which at the end is the reverse', () => {
    const stack = karpenter();
    const [kinds, controller, nodes] = ['karpenter-crd', 'karpenter', 'karpenter-nodes'].map((one) =>
      release(stack, one),
    );
    expect(kinds.depends_on).toEqual([]);
    expect(controller.depends_on).toEqual([expect.stringContaining('Kinds')]);
    expect(controller.skip_crds).toBe(true);
    expect(nodes.depends_on).toEqual([expect.stringContaining('Release')]);
    expect(nodes).toMatchObject({ wait: true, timeout: 1200 });
  });

  test('is told of its queue, and runs by the digest that its project publishes', () => {
    const [values] = release(karpenter(), 'karpenter').values;
    expect(values).toContain('"interruptionQueue" = "docnow-interruptions"');
    expect(values).toMatch(/"digest" = "sha256:[0-9a-f]{64}"/);
  });

  test('says nodes in the words of Kubernetes, and brings the chart along', () => {
    const stack = karpenter({
      cpuLimit: 16,
      architectures: [Architecture.ARM64],
      capacityTypes: [CapacityType.SPOT, CapacityType.ON_DEMAND],
    });
    const { values, chart } = release(stack, 'karpenter-nodes');
    expect(values[0]).toContain('"architectures" = ["arm64"]');
    expect(values[0]).toContain('"capacityTypes" = ["spot", "on-demand"]');
    expect(values[0]).toContain('"memoryLimitGib" = 64');
    const folder = join(Testing.fullSynth(stack), 'stacks', 'controllers', chart);
    expect(readdirSync(folder).sort()).toEqual(['Chart.yaml', 'templates', 'values.schema.json']);
  });

  test('needs no role: the cluster has made it', () => {
    expect(Object.keys(written(karpenter()))).toEqual(['helm_release']);
  });

  test.each<[Partial<KarpenterProps>, string]>([
    [
      { machineImage: 'al2023@latest' },
      "controllers/Controllers/NodeAutoscaler: machineImage is 'al2023@latest', which is not one release of a family of " +
        'machine images. Name it, such as al2023@v20251112 or bottlerocket@v1.50.0.',
    ],
    [{ machineImage: 'ami-0123456789abcdef0' }, 'which is not one release of a family of machine images'],
    [{ cpuLimit: 0 }, 'cpuLimit is 0, which is not a whole number from 1. Give a whole number, 1 or more.'],
    [{ memoryLimitGib: 1.5 }, 'memoryLimitGib is 1.5, which is not a whole number from 1'],
    [{ expireAfterDays: -1 }, 'expireAfterDays is -1, which is not a whole number from 1'],
    [{ consolidateAfterMinutes: 0.5 }, 'consolidateAfterMinutes is 0.5, which is not a whole number from 1'],
    [{ diskGib: 8 }, 'diskGib is 8, less than the 20 GiB that the image of a node fills. Give 20 or more.'],
    [
      { architectures: [] },
      'architectures is [], so that no node could be started. Name at least one, or leave it out.',
    ],
    [{ capacityTypes: [] }, 'capacityTypes is [], so that no node could be started'],
    [{ instanceCategories: [] }, 'instanceCategories is [], so that no node could be started'],
    [{ imageDigest: 'sha256:1' }, "imageDigest is 'sha256:1', which is not the digest of an image"],
  ])('refuses %j', (props, words) => expect(() => karpenter(props)).toThrow(words));
});

describe('NodeAutoscalerController.clusterAutoscaler', () => {
  test('finds the groups of nodes by the cluster’s name, and is of the version of Kubernetes', () => {
    const values = (props?: ClusterAutoscalerProps) =>
      release(clusterAutoscaler(props), 'cluster-autoscaler').values[0];
    expect(values()).toContain('"autoDiscovery" = {"clusterName" = "docnow"}');
    expect(values()).toContain('"tag" = "v1.34.5"');
    expect(values({ version: '1.35.2' })).toContain('"tag" = "v1.35.2"');
  });

  test('refuses a version that is none', () =>
    expect(() => clusterAutoscaler({ version: '1.34' })).toThrow(
      "controllers/Controllers/NodeAutoscaler: version is '1.34', which is not a version of the Cluster Autoscaler. Give all " +
        'three numbers, the first two those of Kubernetes, such as 1.34.5.',
    ));
});

test('a cluster that has prepared for another controller, or none, is refused', () => {
  const nodeAutoscaler = NodeAutoscalerController.clusterAutoscaler();
  const words =
    'so that nothing is prepared for CLUSTER_AUTOSCALER: no role, and no node that it may touch. Tell the cluster the same ' +
    'kind, or use NodeAutoscalerController.existing()';
  expect(() => install(NodeAutoscalerKind.KARPENTER, nodeAutoscaler)).toThrow(
    `controllers/Controllers/NodeAutoscaler: cluster.nodeAutoscaler is 'KARPENTER', ${words}`,
  );
  expect(() => controllers({ nodeAutoscaler })).toThrow(`cluster.nodeAutoscaler is 'none', ${words}`);
});
