import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Lazy, TerraformStack, Testing } from 'cdktf';
import { ExistingNetworkProps } from '../../../src/cluster/network/existing-network-props';
import { addressesOf } from '../../../src/cluster/network/free-addresses';
import { IsolatedNetworkProps } from '../../../src/cluster/network/isolated-network-props';
import { NatGateways } from '../../../src/cluster/network/nat-gateways';
import { Network } from '../../../src/cluster/network/network';
import { NodeDemand } from '../../../src/cluster/network/network-context';
import { VpcEndpointService } from '../../../src/cluster/network/vpc-endpoint-service';
import { VpcPeeringAccepter } from '../../../src/cluster/network/vpc-peering-accepter';
import { VpcPeeringProps } from '../../../src/cluster/network/vpc-peering-props';

const { S3, EC2, STS, DYNAMODB } = VpcEndpointService;

function bind(network: Network, { serviceCidr = '172.20.0.0/16', nodes = [] as NodeDemand[] } = {}) {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  network._bind(stack, 'Network', {
    clusterName: 'docnow',
    region: 'us-east-1',
    logRetentionDays: 90,
    serviceCidr,
    nodes,
  });
  const { resource = {}, data = {}, check } = JSON.parse(Testing.synth(stack));
  const all = (kind: object, type: string): any[] => Object.values((kind as any)[type] ?? {});
  return { resources: (type: string) => all(resource, type), data: (type: string) => all(data, type), check };
}

function isolated(props: Partial<IsolatedNetworkProps> = {}): Network {
  return Network.isolated({ cidr: '10.42.0.0/16', ...props });
}

function existing(props: Partial<ExistingNetworkProps> = {}): Network {
  return Network.existing({
    vpcId: 'vpc-0123456789abcdef0',
    cidrBlocks: ['10.80.0.0/16'],
    publicSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    privateSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
    ...props,
  });
}

const peer: VpcPeeringProps = { vpcId: 'vpc-00000000000000001', cidrBlocks: ['10.90.0.0/16'] };

describe('Network.isolated', () => {
  test('has a free endpoint for S3, and without NAT those that nodes and add-ons need', () => {
    const services = (network: Network) =>
      bind(network)
        .resources('aws_vpc_endpoint')
        .map((one) => one.service_name.replace('com.amazonaws.us-east-1.', ''));
    expect(services(isolated())).toEqual(['s3']);
    expect(services(isolated({ endpoints: [] }))).toEqual([]);
    const withoutNat = services(isolated({ natGateways: NatGateways.NONE }));
    const needed = ['ec2', 'ecr.api', 'ecr.dkr', 'eks-auth', 'elasticfilesystem', 'elasticloadbalancing', 's3'];
    expect(withoutNat.sort()).toEqual(needed);
  });

  test('lets images be read from S3 by anybody, of ECR’s buckets alone where there is no other way', () => {
    const reads = (natGateways: NatGateways) => {
      const [s3] = bind(isolated({ natGateways }))
        .resources('aws_vpc_endpoint')
        .filter((one) => /s3$/.test(one.service_name));
      return JSON.parse(s3.policy).Statement.filter((one: any) => !one.Condition);
    };
    const statement = { Sid: 'PublicReads', Effect: 'Allow', Principal: { AWS: '*' }, Action: ['s3:GetObject'] };
    expect(reads(NatGateways.ONE)).toEqual([{ ...statement, Resource: ['*'] }]);
    const Resource = ['prod-us-east-1-starport-layer-bucket', 'al2023-repos-us-east-1-de612dc2'];
    expect(reads(NatGateways.NONE)).toEqual([
      { ...statement, Resource: Resource.map((name) => `arn:aws:s3:::${name}/*`) },
    ]);
  });

  test('moves no subnet and replaces nothing when IPv6 comes', () => {
    const [without, withIpv6] = [isolated(), isolated({ ipv6: true })].map((network) =>
      bind(network).resources('aws_subnet'),
    );
    expect(withIpv6.map((subnet) => subnet.cidr_block)).toEqual(without.map((subnet) => subnet.cidr_block));
    const places = withIpv6.map((subnet) => /cidrsubnet\(.*, 8, (\d+)\)/.exec(subnet.ipv6_cidr_block)?.[1]);
    expect(places.sort()).toEqual(['0', '1', '128', '129', '130', '2']);
  });

  test.each<[Partial<IsolatedNetworkProps>, string]>([
    [
      { natGateways: NatGateways.NONE, endpoints: [S3, EC2, STS] },
      'network.endpoints is ["S3","EC2","STS"], but without a NAT gateway nodes boot by ECR, EKS_AUTH, too. Add what is missing',
    ],
    [{ endpoints: [S3, DYNAMODB, S3] }, 'which names a service twice. Name each service once'],
  ])('refuses %j', (props, words) => {
    expect(() => bind(isolated(props))).toThrow(words);
  });
});

describe('Network.existing', () => {
  test('owns nothing but tags, if those', () => {
    const { resources } = bind(existing());
    expect(
      resources('aws_ec2_tag')
        .map((tag) => tag.key)
        .sort(),
    ).toEqual([
      ...Array<string>(4).fill('kubernetes.io/cluster/docnow'),
      ...Array<string>(2).fill('kubernetes.io/role/elb'),
      ...Array<string>(2).fill('kubernetes.io/role/internal-elb'),
    ]);
    expect(resources('aws_subnet')).toEqual([]);
    expect(bind(existing({ tagSubnets: false })).resources('aws_ec2_tag')).toEqual([]);
  });

  test('compares the addresses of nodes, by their type, with those that are free', () => {
    const nodes = [
      { max: 6, instanceType: 'm6i.large' },
      { max: 3, instanceType: 'm7g.4xlarge' },
    ];
    const [
      {
        assert: [{ condition, error_message: message }],
      },
    ] = Object.values<any>(bind(existing(), { nodes }).check);
    expect(condition).toMatch(/>= 900}$/);
    expect(message).toContain('6 nodes of m6i.large x 30, 3 nodes of m7g.4xlarge x 240');
    expect(['t3.medium', 'c7g.2xlarge', 'r6i.metal'].map(addressesOf)).toEqual([18, 60, 240]);
    expect(bind(existing()).check).toBeUndefined();
  });

  test.each<[Partial<ExistingNetworkProps>, string]>([
    [
      { vpcId: 'vpc-1' },
      "stack: network.vpcId is 'vpc-1', which is not the shape of such an id. Write it as vpc-0123456789abcdef0",
    ],
    [
      { privateSubnetIds: ['subnet-0', 'subnet-1'] },
      "network.privateSubnetIds is 'subnet-0', which is not the shape of such",
    ],
    [
      { publicSubnetIds: ['subnet-0123456789abcdef0'] },
      'network.publicSubnetIds is ["subnet-0123456789abcdef0"], but EKS and load balancers want subnets in at least 2 zones',
    ],
    [
      { privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef2'] },
      "is 'subnet-0123456789abcdef0', which is named twice. Name each subnet once",
    ],
    [{ cidrBlocks: [] }, 'network.cidrBlocks is [], which does not begin with an IPv4 range. Begin with the one'],
    [{ cidrBlocks: ['2001:db8::/56'] }, 'which does not begin with an IPv4 range'],
    [{ cidrBlocks: ['10.80.0.0'] }, "network.cidrBlocks is '10.80.0.0', which is not a range in CIDR form"],
    [
      { cidrBlocks: ['10.80.0.0/16', '10.80.0.0/20'] },
      "network.cidrBlocks is '10.80.0.0/20', which overlaps 10.80.0.0/16 of network.cidrBlocks. Name each range",
    ],
    [
      { cidrBlocks: ['10.80.0.0/16', '172.20.4.0/22'] },
      "serviceCidr is '172.20.0.0/16', which overlaps 172.20.4.0/22 of network.cidrBlocks. Set serviceCidr to",
    ],
  ])('refuses %j', (props, words) => {
    expect(() => bind(existing(props))).toThrow(words);
  });

  test('takes ids that are not known yet', () => {
    const id = Lazy.stringValue({ produce: () => 'subnet-from-elsewhere' });
    expect(bind(existing({ publicSubnetIds: [id, 'subnet-0123456789abcdef1'] })).data('aws_subnet')).toHaveLength(4);
  });
});

describe('Network.peeredWith', () => {
  test('leaves the network that it is asked of as it was', () => {
    const network = isolated();
    network.peeredWith(peer);
    expect(bind(network).resources('aws_vpc_peering_connection')).toEqual([]);
  });

  test('asks another region and account to accept, and sets routes on its own side', () => {
    const { resources } = bind(isolated().peeredWith({ ...peer, region: 'eu-west-1', ownerAccount: '210987654321' }));
    const [connection] = resources('aws_vpc_peering_connection');
    expect(connection).toMatchObject({ peer_region: 'eu-west-1', peer_owner_id: '210987654321' });
    expect(connection.auto_accept).toBeUndefined();
    const [same] = bind(isolated().peeredWith({ ...peer, region: 'us-east-1' })).resources(
      'aws_vpc_peering_connection',
    );
    expect(same.auto_accept).toBe(true);
    const route = resources('aws_route').find((one) => one.destination_cidr_block === '10.90.0.0/16');
    expect(Object.keys(route.for_each)).toEqual(['0', '1', '2']);
  });

  test.each<[VpcPeeringProps[], string]>([
    [
      [{ ...peer, cidrBlocks: ['10.90.0.0/16', '10.42.128.0/17'] }],
      "network.peeredWith(vpc-00000000000000001).cidrBlocks is '10.42.128.0/17', which overlaps 10.42.0.0/16 of network.cidr. Networks",
    ],
    [
      [peer, { vpcId: 'vpc-00000000000000002', cidrBlocks: ['10.0.0.0/8'] }],
      "network.peeredWith(vpc-00000000000000002).cidrBlocks is '10.0.0.0/8', which overlaps 10.42.0.0/16 of network.cidr",
    ],
    [
      [peer, { vpcId: 'vpc-00000000000000002', cidrBlocks: ['10.90.7.0/24'] }],
      "is '10.90.7.0/24', which overlaps 10.90.0.0/16 of network.peeredWith(vpc-00000000000000001).cidrBlocks",
    ],
    [
      [{ ...peer, cidrBlocks: ['172.16.0.0/12'] }],
      "serviceCidr is '172.20.0.0/16', which overlaps 172.16.0.0/12 of network.peeredWith(vpc-00000000000000001).cidrBlocks. Set",
    ],
    [
      [{ ...peer, cidrBlocks: ['2001:db8::/56'] }],
      "network.peeredWith.cidrBlocks is '2001:db8::/56', but the cluster's network has no IPv6. Give the network ipv6: true",
    ],
    [[{ ...peer, cidrBlocks: [] }], 'network.peeredWith.cidrBlocks is [], which leads nowhere. Name the ranges'],
    [[{ ...peer, vpcId: 'pcx-1' }], "network.peeredWith.vpcId is 'pcx-1', which is not the shape"],
    [[{ ...peer, routeTableIds: ['main'] }], "network.peeredWith.routeTableIds is 'main', which is not the shape"],
    [[{ ...peer, ownerAccount: '1234' }], "ownerAccount is '1234', which is not an AWS account. Write its 12 digits"],
    [
      [{ ...peer, region: 'eu-west-1', routeTableIds: ['rtb-0123456789abcdef0'] }],
      "which belong to another account or region, where the cluster's provider sets no routes. Give them to a VpcPeeringAccepter",
    ],
    [
      [peer, { ...peer, cidrBlocks: ['10.91.0.0/16'] }],
      'which is named twice, and two VPCs are joined by one connection',
    ],
  ])('refuses %j', (peers, words) => {
    const network = peers.reduce((joined, props) => joined.peeredWith(props), isolated());
    expect(() => bind(network)).toThrow(words);
  });

  test('compares IPv6 blocks of peers, too', () => {
    const [one, other] = ['1', '2'].map((digit) => ({
      vpcId: `vpc-0000000000000000${digit}`,
      cidrBlocks: ['2001:db8::/56'],
    }));
    expect(() => bind(isolated({ ipv6: true }).peeredWith(one).peeredWith(other))).toThrow(
      "is '2001:db8::/56', which overlaps 2001:db8::/56 of network.peeredWith(vpc-00000000000000001).cidrBlocks",
    );
  });
});

describe('VpcPeeringAccepter', () => {
  test.each([
    [
      { peeringConnectionId: 'vpc-1' },
      "stack/Accepter: peeringConnectionId is 'vpc-1', which is not the shape of such an id",
    ],
    [{ routeTableIds: ['main'] }, "routeTableIds is 'main', which is not the shape of such an id. Write it as rtb-"],
    [{ cidrBlocks: ['10.42.0.0'] }, "cidrBlocks is '10.42.0.0', which is not a range in CIDR form"],
  ])('refuses %j', (props, words) => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    const right = {
      peeringConnectionId: 'pcx-01234567',
      cidrBlocks: ['10.42.0.0/16'],
      routeTableIds: ['rtb-01234567'],
    };
    expect(() => new VpcPeeringAccepter(stack, 'Accepter', { ...right, ...props })).toThrow(words);
  });
});
