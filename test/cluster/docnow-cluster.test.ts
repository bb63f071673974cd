import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Compute } from '../../src/cluster/compute/compute';
import { DocNowCluster } from '../../src/cluster/docnow-cluster';
import { DocNowClusterProps } from '../../src/cluster/docnow-cluster-props';
import { IsolatedNetworkProps } from '../../src/cluster/network/isolated-network-props';
import { NatGateways } from '../../src/cluster/network/nat-gateways';
import { Network } from '../../src/cluster/network/network';

interface Variation {
  readonly network?: Partial<IsolatedNetworkProps>;
  readonly cluster?: Partial<DocNowClusterProps>;
}

function make({ network, cluster }: Variation = {}) {
  const app = new App();
  const stack = new TerraformStack(app, 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const made = new DocNowCluster(stack, 'Cluster', {
    name: 'docnow',
    network: Network.isolated({ cidr: '10.42.0.0/16', ...network }),
    ...cluster,
  });
  return { app, stack, cluster: made };
}

function synth(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack));
}

function all(stack: TerraformStack, type: string): any[] {
  return Object.values(synth(stack).resource[type] ?? {});
}

describe('DocNowCluster', () => {
  test('spans three zones of the region, with a gateway in each', () => {
    const { stack } = make();
    const zones = all(stack, 'aws_subnet').map((subnet) => subnet.availability_zone);
    expect(zones.sort()).toEqual(['a', 'a', 'b', 'b', 'c', 'c'].map((letter) => `us-east-1${letter}`));
    expect(all(stack, 'aws_nat_gateway')).toHaveLength(3);
    expect(all(make({ network: { natGateways: NatGateways.ONE } }).stack, 'aws_nat_gateway')).toHaveLength(1);
  });

  test('takes zones by name, and a third one moves no subnet', () => {
    const zoneNames = ['us-east-1d', 'us-east-1f'];
    const two = all(make({ network: { zoneNames } }).stack, 'aws_subnet');
    const three = all(make({ network: { zoneNames: [...zoneNames, 'us-east-1a'] } }).stack, 'aws_subnet');
    expect(two.map((subnet) => subnet.availability_zone)).toEqual([...zoneNames, ...zoneNames]);
    expect(three).toEqual(expect.arrayContaining(two));
  });

  test('is private until addresses are named', () => {
    expect(all(make().stack, 'aws_eks_cluster')[0].vpc_config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: false,
    });
    const { stack } = make({ cluster: { publicAccessCidrs: ['203.0.113.7/32'] } });
    expect(all(stack, 'aws_eks_cluster')[0].vpc_config).toMatchObject({
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.7/32'],
    });
  });

  test('installs what nodes need before them and what needs nodes after them', () => {
    const { resource } = synth(make().stack);
    const named = (type: string) => Object.keys(resource[type]).map((name) => `${type}.${name}`);
    const groups = named('aws_eks_node_group');
    const addOns = Object.entries<any>(resource.aws_eks_addon);
    const before = addOns.filter(([, addOn]) => !groups.some((group) => addOn.depends_on.includes(group)));
    expect(before.map(([, addOn]) => addOn.addon_name).sort()).toEqual([
      'eks-pod-identity-agent',
      'kube-proxy',
      'vpc-cni',
    ]);
    for (const group of Object.values<any>(resource.aws_eks_node_group)) {
      expect(group.depends_on).toEqual(expect.arrayContaining(before.map(([name]) => `aws_eks_addon.${name}`)));
    }
  });

  test('tells EKS the range of Services, so that overlaps with it are found at synth', () => {
    const range = (stack: TerraformStack) =>
      all(stack, 'aws_eks_cluster')[0].kubernetes_network_config.service_ipv4_cidr;
    expect(range(make().stack)).toBe('172.20.0.0/16');
    expect(range(make({ cluster: { serviceCidr: '10.100.0.0/16' } }).stack)).toBe('10.100.0.0/16');
  });

  test('sets nodes apart for Elasticsearch', () => {
    const { stack, cluster } = make();
    const taint = { key: 'docnow.io/nodes', value: 'elasticsearch' };
    expect(all(stack, 'aws_eks_node_group').map((group) => [group.labels, group.taint])).toEqual([
      [{ 'docnow.io/nodes': 'app' }, undefined],
      [{ 'docnow.io/nodes': 'elasticsearch' }, [{ ...taint, effect: 'NO_SCHEDULE' }]],
    ]);
    expect(cluster.elasticsearchNodes).toMatchObject({
      nodeSelector: { 'docnow.io/nodes': 'elasticsearch' },
      tolerations: [{ ...taint, effect: 'NoSchedule' }],
    });
  });

  test('leaves the number of nodes to what scales them, after the start', () => {
    const compute = Compute.managedNodes({ min: 2, max: 9, initial: 4 });
    const [app] = all(make({ cluster: { compute } }).stack, 'aws_eks_node_group');
    expect(app.scaling_config).toEqual({ min_size: 2, max_size: 9, desired_size: 4 });
    expect(app.lifecycle.ignore_changes).toEqual(['scaling_config[0].desired_size']);
  });

  test('takes the machine image of the processor', () => {
    const compute = Compute.managedNodes({ instanceTypes: ['t4g.large', 'm7gd.large'] });
    const { stack } = make({
      cluster: { compute, elasticsearchCompute: Compute.managedNodes({ instanceTypes: ['g4dn.xlarge'] }) },
    });
    expect(all(stack, 'aws_eks_node_group').map((group) => group.ami_type)).toEqual([
      'AL2023_ARM_64_STANDARD',
      'AL2023_x86_64_STANDARD',
    ]);
  });

  test('connects another stack once, with a token that stands in no file', () => {
    const { app, cluster } = make();
    const other = new TerraformStack(app, 'blue');
    cluster.connect(other);
    cluster.connect(other);
    app.synth();
    const { kubernetes, helm } = synth(other).provider;
    const args = ['eks', 'get-token', '--cluster-name', 'docnow', '--region', 'us-east-1'];
    expect(kubernetes).toMatchObject([{ exec: [{ command: 'aws', args }] }]);
    expect(helm).toMatchObject([{ kubernetes: { exec: { command: 'aws', args } } }]);
  });

  test('cannot be deployed to from its own stack', () => {
    const { stack, cluster } = make();
    expect(() => cluster.connect(stack)).toThrow(
      "cluster/Cluster: connect(scope) is 'cluster', which is in the stack that makes the cluster: a provider cannot be configured from a resource that is not there yet. Deploy to the cluster from a stack of its own",
    );
  });

  test.each<[Variation, string]>([
    [{ network: { cidr: '10.42.0.0' } }, "network.cidr is '10.42.0.0', which is not an IPv4 range in CIDR form. Write"],
    [{ network: { cidr: '10.42.0.1/16' } }, "network.cidr is '10.42.0.1/16', which is not an IPv4 range in CIDR form"],
    [
      { network: { cidr: '10.42.0.0/22' } },
      'which is too small for a public and a private subnet in each zone. Take /21',
    ],
    [{ network: { cidr: '10.0.0.0/12' } }, 'which is larger than AWS lets a VPC be. Take /16 or smaller'],
    [{ network: { cidr: '52.20.0.0/16' } }, 'which is not private. Take a range inside 10.0.0.0/8, 172.16.0.0/12'],
    [
      { network: { availabilityZones: 1 } },
      'network.availabilityZones is 1, but EKS and load balancers want subnets in at least 2',
    ],
    [
      { network: { zoneNames: ['us-east-1a'] } },
      'network.zoneNames is ["us-east-1a"], but EKS and load balancers want',
    ],
    [{ network: { availabilityZones: 7 } }, 'network.availabilityZones is 7, which is not a number of zones'],
    [
      { network: { availabilityZones: 3, zoneNames: ['a', 'b'] } },
      'is 3, but zoneNames has 2. Leave one of the two out',
    ],
    [{ network: { zoneNames: ['us-east-1a', 'us-east-1a'] } }, 'which names a zone twice. Name each zone once'],
    [
      { cluster: { name: '-docnow' } },
      "cluster/Cluster: name is '-docnow', which EKS does not take as the name of a cluster. Use 1 to 100",
    ],
    [{ cluster: { name: 'd'.repeat(101) } }, 'which EKS does not take as the name of a cluster'],
    [
      { cluster: { publicAccessCidrs: ['0.0.0.0/0'] } },
      'which lets the whole internet knock at the API server. List the addresses',
    ],
    [
      { cluster: { publicAccessCidrs: ['10.1.0.0/16'] } },
      'which holds private addresses, and EKS takes public ones alone',
    ],
    [
      { cluster: { publicAccessCidrs: ['203.0.113.7'] } },
      "publicAccessCidrs is '203.0.113.7', which is not an IPv4 range",
    ],
    [
      { cluster: { serviceCidr: '10.100.0.0/25' } },
      "serviceCidr is '10.100.0.0/25', which EKS does not take for Services. Take a range of /12 to /24 inside 10.0.0.0/8",
    ],
    [
      { cluster: { serviceCidr: '10.42.64.0/20' } },
      "serviceCidr is '10.42.64.0/20', which overlaps 10.42.0.0/16 of network.cidr. Set serviceCidr to a range that nobody",
    ],
    [
      { cluster: { logRetentionDays: 31 } },
      'logRetentionDays is 31, which is not a number of days that CloudWatch takes. Take one of 1, 3',
    ],
    [{ cluster: { keyDeletionDays: 5 } }, 'keyDeletionDays is 5, which KMS does not take. Take 7 to 30'],
    [
      { cluster: { addOnVersions: { cordns: 'v1' } } },
      "addOnVersions is 'cordns', which is not an add-on of this cluster. Name one of",
    ],
    [
      { cluster: { compute: Compute.managedNodes({ instanceTypes: ['t3.large', 't4g.large'] }) } },
      'which is not one processor architecture',
    ],
    [
      { cluster: { compute: Compute.managedNodes({ min: 3, max: 2 }) } },
      'compute.min, initial, max is [3,3,2], which is not 1 <= min',
    ],
    [
      { cluster: { elasticsearchCompute: Compute.managedNodes({ diskGib: 8 }) } },
      'elasticsearchCompute.diskGib is 8, less than the 20 GiB',
    ],
  ])('refuses %j', (variation, words) => {
    expect(() => make(variation)).toThrow(words);
  });
});
