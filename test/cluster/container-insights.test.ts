import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Compute, DocNowCluster, DocNowClusterProps, Network } from '../../src';
import { resources } from '../services/fake-cluster';

const ADD_ON = 'amazon-cloudwatch-observability';

function make(props: Partial<DocNowClusterProps>) {
  const stack = new TerraformStack(new App(), 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const network = Network.isolated({ cidr: '10.42.0.0/16' });
  new DocNowCluster(stack, 'Cluster', { name: 'docnow', network, ...props });
  return stack;
}

const addOns = (stack: TerraformStack) => resources(stack, 'aws_eks_addon').map((one) => one.addon_name);

test('Container Insights comes when it is asked for, in a version of its own', () => {
  expect(addOns(make({}))).not.toContain(ADD_ON);
  const stack = make({
    containerInsights: true,
    logRetentionDays: 30,
    addOnVersions: { [ADD_ON]: 'v4.7.0-eksbuild.1' },
  });
  const [addOn] = resources(stack, 'aws_eks_addon').filter((one) => one.addon_name === ADD_ON);
  expect(addOn.addon_version).toBe('v4.7.0-eksbuild.1');
  const kept = resources(stack, 'aws_cloudwatch_log_group').filter(({ name }) => name.includes('containerinsights'));
  expect(kept.map((one) => one.retention_in_days)).toEqual([30, 30, 30, 30]);
  expect(addOns(make({ containerInsights: true, compute: Compute.autoMode() }))).toContain(ADD_ON);
});

test('Container Insights is refused where its agent could not run', () => {
  const fargate = {
    compute: Compute.fargate({ namespaces: ['docnow-*'] }),
    elasticsearchCompute: Compute.shared(),
    containerInsights: true,
  };
  expect(() => make(fargate)).toThrow(
    'cluster/Cluster: containerInsights is true, but its agent is a DaemonSet, which needs nodes, and everything runs on Fargate. Leave it out, or give the cluster nodes',
  );
  expect(() => make({ addOnVersions: { [ADD_ON]: 'v1' } })).toThrow('which is not an add-on of this cluster');
});
