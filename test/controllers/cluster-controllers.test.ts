import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { controllers, FakeEksCluster, release, TARGET_GROUP, written } from './fake-eks-cluster';
import { DocNowCluster } from '../../src/cluster/docnow-cluster';
import { Network } from '../../src/cluster/network/network';
import { ClusterControllers } from '../../src/controllers/cluster-controllers';
import { ClusterControllersProps } from '../../src/controllers/cluster-controllers-props';
import { ExternalSecrets } from '../../src/controllers/external-secrets';
import { LoadBalancerController } from '../../src/controllers/load-balancer-controller';
import { NodeAutoscalerController } from '../../src/controllers/node-autoscaler-controller';
import { PINNED } from '../../src/controllers/pinned';
import { NodeAutoscalerKind } from '../../src/platform/aws/node-autoscaler';

const loadBalancer = LoadBalancerController.install({ targetGroupArns: [TARGET_GROUP] });
const externalSecrets = ExternalSecrets.install({ secretPrefixes: ['docnow/'] });

describe('ClusterControllers', () => {
  test('goes into a cluster that another stack makes, and not into the stack of that', () => {
    const app = Testing.app();
    const [below, above] = ['cluster', 'controllers'].map((id) => new TerraformStack(app, id));
    for (const stack of [below, above]) new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
    const network = Network.isolated({ cidr: '10.42.0.0/16' });
    const cluster = new DocNowCluster(below, 'Cluster', { name: 'docnow', network });
    new ClusterControllers(above, 'Controllers', { cluster, loadBalancer });
    app.synth();
    expect(release(above, 'aws-load-balancer-controller').values[0]).toMatch(
      /"vpcId" = data\.terraform_remote_state\.\S+\.outputs\.\S+Vpc\S+id,/,
    );
    expect(() => new ClusterControllers(below, 'Controllers', { cluster, loadBalancer })).toThrow(
      'which is in the stack that makes the cluster',
    );
  });

  test('makes nothing of what is left to somebody else', () => {
    const { stack, made } = controllers({
      cluster: new FakeEksCluster({ kind: NodeAutoscalerKind.KARPENTER }),
      nodeAutoscaler: NodeAutoscalerController.existing(),
      externalSecrets: ExternalSecrets.existing(),
    });
    expect(written(stack)).toEqual({});
    expect([made.loadBalancer, made.nodeAutoscaler, made.externalSecrets]).toEqual([undefined, undefined, undefined]);
  });

  test('takes each chart of its pinned version from its project, and takes back what failed', () => {
    const { stack } = controllers({ loadBalancer, externalSecrets });
    for (const { chart, version, repository } of [PINNED.loadBalancer, PINNED.externalSecrets]) {
      expect(release(stack, chart)).toMatchObject({ chart, version, repository, atomic: true, wait: true });
    }
  });

  test('takes all charts and images from a mirror', () => {
    const images = { 'ghcr.io': 'registry.example.org:5000/github' };
    const mirror = { charts: 'oci://registry.example.org/charts', images };
    const { stack } = controllers({ loadBalancer, externalSecrets, mirror });
    const [balancer, secrets] = [PINNED.loadBalancer, PINNED.externalSecrets].map(({ chart }) => release(stack, chart));
    expect([balancer.repository, secrets.repository]).toEqual([mirror.charts, mirror.charts]);
    expect(secrets.values[0]).toContain('"registry.example.org:5000/github/external-secrets/external-secrets"');
    expect(balancer.values[0]).toContain('"public.ecr.aws/eks/aws-load-balancer-controller"');
  });

  test('runs pods after their role is there and traffic is guarded, in one namespace', () => {
    const { stack } = controllers({ loadBalancer, externalSecrets });
    expect(written(stack).kubernetes_namespace_v1).toHaveLength(1);
    for (const { chart } of [PINNED.loadBalancer, PINNED.externalSecrets]) {
      const after = release(stack, chart).depends_on.map((address: string) => address.split('.')[0]);
      expect(new Set(after)).toEqual(
        new Set(['kubernetes_network_policy_v1', 'aws_iam_role_policy', 'aws_eks_pod_identity_association']),
      );
    }
  });

  test('lets in nobody but to the webhooks, and out to AWS, the API server and the agent for credentials', () => {
    const policies = written(controllers({ loadBalancer }).stack).kubernetes_network_policy_v1;
    const { spec } = policies.find(({ metadata }) => metadata.name === 'controllers');
    const [https, agent] = spec.egress;
    expect(spec.ingress).toEqual([{ ports: ['9443', '10250'].map((port) => ({ port, protocol: 'TCP' })) }]);
    expect(https).toEqual({ ports: [{ port: '443', protocol: 'TCP' }] });
    expect(agent.to).toEqual([{ ip_block: { cidr: '169.254.170.23/32' } }]);
  });

  test.each<[Partial<ClusterControllersProps>, string]>([
    [
      { cluster: new FakeEksCluster(undefined, []) },
      'controllers/Controllers: cluster.capabilities is [], without POD_IDENTITY, by which the pods of controllers take ' +
        'their roles. Add the add-on eks-pod-identity-agent to the cluster, or leave the controllers to somebody else',
    ],
    [
      { cluster: new FakeEksCluster({ kind: NodeAutoscalerKind.KARPENTER }) },
      'controllers/Controllers: nodeAutoscaler is undefined, though the cluster has prepared for KARPENTER: nobody would ' +
        'scale its nodes. Give NodeAutoscalerController.karpenter(), .clusterAutoscaler() or .existing()',
    ],
    [
      { mirror: { charts: 'registry.example.org/charts' } },
      "controllers/Controllers: mirror.charts is 'registry.example.org/charts', which is not a repository of charts. Give " +
        'its URL without a slash at the end, such as oci://registry.example.org/charts.',
    ],
    [{ mirror: { charts: 'oci://registry.example.org/' } }, 'which is not a repository of charts'],
    [
      { mirror: { images: { 'docker.io': 'registry.example.org' } } },
      "mirror.images is 'docker.io', a registry that no controller comes from. Use public.ecr.aws, registry.k8s.io, ghcr.io.",
    ],
    [
      { mirror: { images: { 'ghcr.io': 'https://registry.example.org' } } },
      "mirror.images['ghcr.io'] is 'https://registry.example.org', which is not where images can come from. Give host and " +
        'path alone, such as registry.example.org/mirror.',
    ],
  ])('refuses %j', (props, words) => expect(() => controllers(props)).toThrow(words));
});
