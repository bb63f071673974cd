import { AnnotationMetadataEntryType } from 'cdktf';
import { addOns, make } from './make';
import {
  Architecture,
  AutoModeNodePool,
  ClusterCapability,
  Compute,
  DocNowClusterProps,
  NodeAutoscalerKind,
  NodeAutoscaling,
} from '../../../src';

const fargate = Compute.fargate({ namespaces: ['docnow-blue', 'docnow-green'] });
const nodes = Compute.managedNodes({ min: 3 });
const everyAddOn = [
  'aws-ebs-csi-driver',
  'aws-efs-csi-driver',
  'coredns',
  'eks-pod-identity-agent',
  'kube-proxy',
  'metrics-server',
  'vpc-cni',
];
const { BLOCK_VOLUMES, EFS_VOLUMES, MEMORY_MAPS, NETWORK_POLICY, POD_IDENTITY, TARGET_GROUP_BINDING } =
  ClusterCapability;

describe('what a cluster runs on', () => {
  test.each<[string, Partial<DocNowClusterProps>, ClusterCapability[], string[]]>([
    ['nodes', {}, [POD_IDENTITY, TARGET_GROUP_BINDING, BLOCK_VOLUMES, EFS_VOLUMES, NETWORK_POLICY], everyAddOn],
    [
      'nodes that Elasticsearch shares',
      { elasticsearchCompute: Compute.shared() },
      [POD_IDENTITY, TARGET_GROUP_BINDING, BLOCK_VOLUMES, EFS_VOLUMES, NETWORK_POLICY, MEMORY_MAPS],
      everyAddOn,
    ],
    [
      'Fargate, and nodes for Elasticsearch',
      { compute: fargate },
      [POD_IDENTITY, TARGET_GROUP_BINDING, BLOCK_VOLUMES, EFS_VOLUMES],
      everyAddOn,
    ],
    [
      'Fargate alone',
      { compute: fargate, elasticsearchCompute: Compute.shared() },
      [EFS_VOLUMES],
      ['coredns', 'metrics-server'],
    ],
    [
      'Auto Mode alone',
      { compute: Compute.autoMode() },
      [POD_IDENTITY, TARGET_GROUP_BINDING, BLOCK_VOLUMES, EFS_VOLUMES],
      ['aws-efs-csi-driver', 'metrics-server'],
    ],
    [
      'Auto Mode, and nodes for Elasticsearch',
      { compute: Compute.autoMode(), elasticsearchCompute: nodes },
      [POD_IDENTITY, TARGET_GROUP_BINDING, BLOCK_VOLUMES, EFS_VOLUMES, NETWORK_POLICY],
      everyAddOn,
    ],
  ])('%s: what it can do, and its add-ons, follow', (_, props, capabilities, names) => {
    expect(make(props).cluster.capabilities).toEqual(capabilities);
    expect(addOns(props)).toEqual(names);
  });

  test('says where volumes are made, by which driver', () => {
    expect(make({}).cluster.blockVolumeDriver).toBe('ebs.csi.aws.com');
    const { cluster } = make({ compute: Compute.autoMode(), elasticsearchCompute: nodes });
    expect(cluster.blockVolumeDriver).toBe('ebs.csi.eks.amazonaws.com');
    expect(cluster.elasticsearchNodes?.blockVolumeDriver).toBe('ebs.csi.aws.com');
  });

  test('leaves nodes beside Fargate open to what it does not take', () => {
    const { cluster, all } = make({ compute: fargate });
    expect(all('aws_eks_node_group').map((group) => group.taint)).toEqual([undefined]);
    expect(cluster.elasticsearchNodes?.tolerations).toEqual([]);
    expect(cluster.nodelessNamespaces).toEqual(['docnow-blue', 'docnow-green']);
    expect(all('aws_eks_fargate_profile').map((profile) => profile.selector[0].namespace)).not.toContain('kube-system');
  });

  test('has Auto Mode on in whole, or not at all', () => {
    const [cluster] = make({ compute: Compute.autoMode() }).all('aws_eks_cluster');
    expect(cluster).toMatchObject({
      compute_config: { enabled: true, node_pools: ['general-purpose', 'system'] },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true }, service_ipv4_cidr: '172.20.0.0/16' },
      storage_config: { block_storage: { enabled: true } },
    });
    const [without] = make({}).all('aws_eks_cluster');
    expect([without.compute_config, without.storage_config]).toEqual([undefined, undefined]);
    expect(without.kubernetes_network_config).toEqual({ service_ipv4_cidr: '172.20.0.0/16' });
  });

  test('warns where network policies are not enforced', () => {
    const warnings = (props: Partial<DocNowClusterProps>) =>
      make(props)
        .cluster.node.metadata.filter(({ type }) => type === AnnotationMetadataEntryType.WARN)
        .map(({ data }) => data);
    expect(warnings({})).toEqual([]);
    expect(warnings({ compute: fargate })).toEqual([expect.stringContaining('nothing enforces them')]);
    expect(warnings({ compute: Compute.autoMode() })).toEqual([expect.stringContaining('ConfigMap amazon-vpc-cni')]);
    expect(warnings({ compute: Compute.autoMode(), elasticsearchCompute: nodes })).toEqual([]);
  });

  test('does not know the processors that Karpenter will take', () => {
    const { cluster } = make({ nodeAutoscaling: NodeAutoscaling.karpenter() });
    expect(cluster.architectures).toBeUndefined();
    expect(cluster.nodeAutoscaler?.kind).toBe(NodeAutoscalerKind.KARPENTER);
    expect(make({ compute: fargate }).cluster.architectures).toEqual([Architecture.AMD64]);
    expect(make({}).cluster.nodeAutoscaler).toBeUndefined();
  });

  test.each<[string, Partial<DocNowClusterProps>, string]>([
    [
      'Elasticsearch on Fargate',
      { elasticsearchCompute: fargate },
      "elasticsearchCompute is 'fargate', but Fargate mounts no block volumes, and Elasticsearch keeps its data on them. Take",
    ],
    [
      'Auto Mode for Elasticsearch alone',
      { elasticsearchCompute: Compute.autoMode() },
      "elasticsearchCompute is 'autoMode', but Auto Mode is of a whole cluster. Give it as compute",
    ],
    [
      'nothing to share',
      { compute: Compute.shared() },
      "compute is 'shared', which is for Elasticsearch: there is nothing to share",
    ],
    [
      'an add-on of nodes on Fargate',
      { compute: fargate, elasticsearchCompute: Compute.shared(), addOnVersions: { 'kube-proxy': 'v1' } },
      "addOnVersions is 'kube-proxy', a DaemonSet, which needs nodes: Fargate runs none. Name one of coredns, metrics-server",
    ],
    [
      'the EBS driver on Fargate',
      { compute: fargate, elasticsearchCompute: Compute.shared(), addOnVersions: { 'aws-ebs-csi-driver': 'v1' } },
      "addOnVersions is 'aws-ebs-csi-driver', whose half on the nodes is a DaemonSet: Fargate mounts no block volumes",
    ],
    [
      'the EBS driver beside Auto Mode',
      { compute: Compute.autoMode(), addOnVersions: { 'aws-ebs-csi-driver': 'v1' } },
      "addOnVersions is 'aws-ebs-csi-driver', which Auto Mode has built in: two would fight over the same nodes. Name one of aws-efs",
    ],
    [
      'Karpenter beside Auto Mode',
      { compute: Compute.autoMode(), nodeAutoscaling: NodeAutoscaling.karpenter() },
      "nodeAutoscaling is 'KARPENTER', beside Auto Mode, which scales nodes itself: two would start nodes for the same pods. Leave",
    ],
    [
      'Karpenter on Fargate alone',
      { compute: fargate, elasticsearchCompute: Compute.shared(), nodeAutoscaling: NodeAutoscaling.karpenter() },
      "nodeAutoscaling is 'KARPENTER', and its controller gets its role by EKS Pod Identity, which Fargate does not give",
    ],
    [
      'Cluster Autoscaler without nodes',
      {
        compute: fargate,
        elasticsearchCompute: Compute.shared(),
        nodeAutoscaling: NodeAutoscaling.clusterAutoscaler(),
      },
      "nodeAutoscaling is 'CLUSTER_AUTOSCALER', but Fargate has no nodes, and sizes itself",
    ],
    [
      'Auto Mode without a pool for DocNow',
      { compute: Compute.autoMode({ nodePools: [AutoModeNodePool.SYSTEM] }) },
      'compute.nodePools is ["system"], and no other pool takes DocNow\'s pods: they tolerate no taint. Add',
    ],
    [
      'a pool twice',
      {
        compute: Compute.autoMode({ nodePools: [AutoModeNodePool.GENERAL_PURPOSE, AutoModeNodePool.GENERAL_PURPOSE] }),
      },
      'compute.nodePools is ["general-purpose","general-purpose"], which names a pool twice. Name each once',
    ],
    [
      'no namespace',
      { compute: Compute.fargate({ namespaces: [] }) },
      'compute.namespaces is [], so that no pod would run on Fargate',
    ],
    [
      'a namespace twice',
      { compute: Compute.fargate({ namespaces: ['a', 'a'] }) },
      "compute.namespaces is 'a', which stands there twice",
    ],
    [
      'what is not a namespace',
      { compute: Compute.fargate({ namespaces: ['DocNow'] }) },
      "compute.namespaces is 'DocNow', which is not a namespace's name, nor one with * and ?. Write it as docnow-blue or docnow-*",
    ],
    [
      'the namespace of the cluster itself',
      { compute: Compute.fargate({ namespaces: ['kube-*'] }) },
      "compute.namespaces is 'kube-*', which would take the cluster's own pods from nodes, where some have roles",
    ],
  ])('refuses %s', (_, props, words) => {
    expect(() => make(props)).toThrow(`cluster/Cluster: ${words}`);
  });
});
