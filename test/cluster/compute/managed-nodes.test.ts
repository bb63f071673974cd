import { Fn } from 'cdktf';
import { make } from './make';
import { AmiFamily, Architecture, CapacityType, Compute, ManagedNodesProps, TaintEffect } from '../../../src';

function groups(props: ManagedNodesProps) {
  const { all } = make({ compute: Compute.managedNodes(props) });
  return { app: all('aws_eks_node_group')[0], template: all('aws_launch_template')[0] };
}

describe('Compute.managedNodes', () => {
  test('tells EKS what it was told', () => {
    const { app } = groups({
      instanceTypes: ['c7gn.metal-48xl'],
      amiFamily: AmiFamily.BOTTLEROCKET,
      capacityType: CapacityType.SPOT,
      releaseVersion: '1.50.0-1a2b3c4d',
      labels: { 'example.org/rack': '7' },
      taints: [{ key: 'example.org/rack', value: '7', effect: TaintEffect.PREFER_NO_SCHEDULE }],
      maxUnavailablePercentage: 33,
      nodeRepair: true,
    });
    expect(app).toMatchObject({
      ami_type: 'BOTTLEROCKET_ARM_64',
      capacity_type: 'SPOT',
      release_version: '1.50.0-1a2b3c4d',
      labels: { 'docnow.io/nodes': 'app', 'example.org/rack': '7' },
      taint: [{ key: 'example.org/rack', value: '7', effect: 'PREFER_NO_SCHEDULE' }],
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
    });
  });

  test('grows the disk that images and logs are on', () => {
    const disk = { diskGib: 80, diskIops: 6000, diskThroughputMib: 250 };
    const ebs = { volume_size: 80, iops: 6000, throughput: 250, encrypted: 'true', volume_type: 'gp3' };
    expect(groups(disk).template.block_device_mappings).toMatchObject([{ device_name: '/dev/xvda', ebs }]);
    const bottlerocket = groups({ ...disk, amiFamily: AmiFamily.BOTTLEROCKET }).template.block_device_mappings;
    expect(bottlerocket).toMatchObject([{ device_name: '/dev/xvda' }, { device_name: '/dev/xvdb', ebs }]);
    expect(bottlerocket[0].ebs).toEqual({ volume_type: 'gp3', encrypted: 'true', delete_on_termination: 'true' });
  });

  test('lets Elasticsearch run wherever it is to run', () => {
    const userData = (compute: Compute, elasticsearchCompute?: Compute) =>
      make({ compute, elasticsearchCompute })
        .all('aws_launch_template')
        .map((template) => template.user_data?.includes('vm.max_map_count'));
    expect(userData(Compute.managedNodes())).toEqual([undefined, true]);
    expect(userData(Compute.managedNodes(), Compute.shared())).toEqual([true]);
    expect(userData(Compute.managedNodes({ amiFamily: AmiFamily.BOTTLEROCKET }), Compute.shared())).toEqual([true]);
  });

  test('puts more taints on nodes of Elasticsearch, whose pods tolerate them', () => {
    const taints = [{ key: 'example.org/disks', value: 'fast', effect: TaintEffect.NO_EXECUTE }];
    const { cluster, all } = make({ elasticsearchCompute: Compute.managedNodes({ min: 3, taints }) });
    expect(all('aws_eks_node_group')[1].taint).toContainEqual({ ...taints[0], effect: 'NO_EXECUTE' });
    expect(cluster.elasticsearchNodes?.tolerations).toContainEqual(taints[0]);
  });

  test('takes instance types that are not known yet, and their architecture', () => {
    const later = Fn.lookup({ type: 'm7g.large' }, 'type', '') as string;
    const { cluster, all } = make({
      compute: Compute.managedNodes({ instanceTypes: [later], architecture: Architecture.ARM64 }),
    });
    expect(all('aws_eks_node_group')[0].ami_type).toBe('AL2023_ARM_64_STANDARD');
    expect(cluster.architectures).toEqual([Architecture.ARM64]);
  });

  const prefer = TaintEffect.PREFER_NO_SCHEDULE;
  test.each<[ManagedNodesProps, string]>([
    [
      { instanceTypes: ['m6i'] },
      "compute.instanceTypes is 'm6i', which is not an instance type of EC2. Write family and size",
    ],
    [{ instanceTypes: ['m6i.LARGE'] }, "compute.instanceTypes is 'm6i.LARGE', which is not an instance type of EC2"],
    [
      { instanceTypes: ['m6i.large'], architecture: Architecture.ARM64 },
      'compute.instanceTypes is ["m6i.large"], which is not one processor architecture, arm64: a group of nodes starts from',
    ],
    [{ instanceTypes: [] }, 'which is not one processor architecture'],
    [{ instanceTypes: ['u-6tb1.112xlarge', 'a1.metal'] }, 'which is not one processor architecture'],
    [
      { releaseVersion: '1.50.0-1a2b3c4d' },
      "compute.releaseVersion is '1.50.0-1a2b3c4d', which is not a release of AL2023. Write it as 1.34.2-20251120",
    ],
    [{ diskIops: 100 }, 'compute.diskIops is 100, which is not from 3000 to 80000. Give a number in between'],
    [{ diskThroughputMib: 4000 }, 'compute.diskThroughputMib is 4000, which is not from 125 to 2000'],
    [
      { maxUnavailable: 3 },
      'compute.maxUnavailable is 3, which is not from 1 to min, 2: an update would take every node at once. Give a smaller',
    ],
    [
      { maxUnavailable: 1, maxUnavailablePercentage: 10 },
      'compute.maxUnavailable is 1, beside maxUnavailablePercentage. Leave',
    ],
    [{ maxUnavailablePercentage: 0 }, 'compute.maxUnavailablePercentage is 0, which is not from 1 to 100'],
    [
      { labels: { 'docnow.io/nodes': 'mine' } },
      "compute.labels is 'docnow.io/nodes', a name that is not yours to give. Take",
    ],
    [
      { labels: { 'node.kubernetes.io/size': 'xl' } },
      "compute.labels is 'node.kubernetes.io/size', a name that is not yours",
    ],
    [
      { taints: [{ key: 'docnow.io/nodes', value: 'x', effect: prefer }] },
      "compute.taints is 'docnow.io/nodes', a name",
    ],
    [
      { taints: [{ key: 'example.org/rack', value: '7', effect: TaintEffect.NO_SCHEDULE }] },
      "compute.taints is 'example.org/rack', which keeps DocNow's own pods away, as they tolerate no taint. Take TaintEffect",
    ],
  ])('refuses %j', (props, words) => {
    expect(() => make({ compute: Compute.managedNodes(props) })).toThrow(words);
  });

  test.each<[ManagedNodesProps, string]>([
    [
      { capacityType: CapacityType.SPOT },
      "capacityType is 'SPOT', and Elasticsearch runs there, which must not lose two nodes at once. Take",
    ],
    [
      { min: 1 },
      'min is 1, and Elasticsearch runs there, which leaves its pods nowhere to go: their disruption budget lets one',
    ],
    [
      { maxUnavailable: 2 },
      'maxUnavailable is 2, more than one node, and the disruption budget of Elasticsearch lets one pod',
    ],
    [
      { max: 6, maxUnavailablePercentage: 20 },
      'maxUnavailablePercentage is 20, more than one node, and the disruption',
    ],
  ])('refuses %j where Elasticsearch runs', (props, words) => {
    const nodes = Compute.managedNodes({ min: 3, ...props });
    expect(() => make({ elasticsearchCompute: nodes })).toThrow(`elasticsearchCompute.${words}`);
    const shared = { compute: nodes, elasticsearchCompute: Compute.shared() };
    expect(() => make(shared)).toThrow(`compute.${words}`);
  });
});
