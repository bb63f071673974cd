import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { ClusterCapability, DocNowCluster, ImportedEksClusterProps } from '../../../src';

function make(changes: Partial<ImportedEksClusterProps> = {}) {
  const app = new App();
  const stack = new TerraformStack(app, 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const cluster = DocNowCluster.fromClusterName(stack, 'Cluster', { clusterName: 'institute', ...changes });
  return { app, stack, cluster };
}

function synth(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack));
}

describe('DocNowCluster.fromClusterName', () => {
  test('reads the cluster, and owns nothing', () => {
    const { stack, cluster } = make();
    const { data, resource } = synth(stack);
    expect(resource).toBeUndefined();
    expect(Object.keys(data)).toEqual(['aws_eks_cluster']);
    expect(cluster.region).toBe('us-east-1');
    expect(cluster.capabilities).not.toContain(ClusterCapability.GATEWAY_API);
    expect(cluster.capabilities).not.toContain(ClusterCapability.KEDA);
    expect(cluster.capabilities).toHaveLength(Object.values(ClusterCapability).length - 3);
  });

  test('connects its own stack and others, once, with a token that stands in no file', () => {
    const { app, stack, cluster } = make();
    const blue = new TerraformStack(app, 'blue');
    for (const one of [stack, blue, blue]) cluster.connect(one);
    app.synth();
    const exec = { command: 'aws', args: expect.arrayContaining(['get-token', 'institute', 'us-east-1']) };
    expect(synth(stack).provider.kubernetes).toMatchObject([{ exec: [exec] }]);
    expect(synth(blue).provider.helm).toMatchObject([{ kubernetes: { exec } }]);
  });

  test('finds subnets by the tags of load balancers, as many as there are said to be, when somebody asks', () => {
    const { stack, cluster } = make({ zones: 2 });
    expect(cluster.publicSubnetCidrs).toHaveLength(2);
    expect(cluster.privateSubnetIds).toHaveLength(2);
    const { aws_subnets: found, aws_subnet: read } = synth(stack).data;
    expect(Object.values<any>(found).map(({ filter }) => filter[1].values)).toEqual([
      ['kubernetes.io/role/internal-elb'],
      ['kubernetes.io/role/elb'],
    ]);
    const [{ lifecycle }] = Object.values<any>(found);
    expect(lifecycle.postcondition[0].condition).toBe('${length(self.ids) == 2}');
    expect(lifecycle.postcondition[0].error_message).toContain(
      'not 2. Say how many there are by zones, or name them by',
    );
    expect(Object.keys(read)).toHaveLength(2);
  });

  test('takes subnets that are named', () => {
    const { stack, cluster } = make({
      publicSubnetIds: ['subnet-1', 'subnet-2'],
      privateSubnetIds: ['subnet-3', 'subnet-4'],
    });
    expect(cluster.publicSubnetIds).toEqual(['subnet-1', 'subnet-2']);
    expect(cluster.publicSubnetCidrs).toHaveLength(2);
    expect(synth(stack).data.aws_subnets).toBeUndefined();
  });

  test.each<[Partial<ImportedEksClusterProps>, string]>([
    [{ clusterName: '-x' }, "cluster/Cluster: clusterName is '-x', which EKS does not take as the name of a cluster"],
    [
      { publicSubnetIds: ['a'] },
      'publicSubnetIds is ["a"], which are not subnets of at least 2 zones. Give one of each',
    ],
    [{ privateSubnetIds: ['a', 'a'] }, 'privateSubnetIds is ["a","a"], which are not subnets of at least 2 zones'],
    [
      { zones: 1 },
      'zones is 1, which is not a number of zones that an EKS cluster spans. Use a whole number from 2 to 6.',
    ],
  ])('refuses %j', (changes, words) => {
    expect(() => make(changes)).toThrow(words);
  });
});
