import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterCapability,
  ClusterControllers,
  ClusterControllersProps,
  ControllerMirror,
  ExternalSecrets,
  IEksCluster,
  LoadBalancerController,
  NodeAutoscalerController,
  NodeAutoscalerKind,
  PrometheusMonitoring,
  CapacityType,
} from '../../src';
import { connectStack } from '../../src/cluster/connection';

/** What the stacks are told, and what is to be found afterwards. */
export const facts = {
  clusterName: 'docnow',
  region: 'us-east-1',
  vpcId: 'vpc-0123456789abcdef0',
  targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/docnow-blue/0123456789abcdef',
  nodeRoleName: 'docnow-nodes',
  interruptionQueueName: 'docnow-interruptions',
  images: {
    'public.ecr.aws': 'mirror.example.org/ecr-public',
    'registry.k8s.io': 'mirror.example.org/kubernetes',
    'ghcr.io': 'mirror.example.org/github',
  },
  // Nobody pulls these images here.
  digests: { loadBalancer: `sha256:${'1'.repeat(64)}`, externalSecrets: `sha256:${'2'.repeat(64)}` },
};

/** An EKS cluster that another stack has made, with what it prepared for the controller that scales nodes. */
class MadeElsewhere implements IEksCluster {
  public readonly capabilities = [ClusterCapability.POD_IDENTITY];
  public readonly name = facts.clusterName;
  public readonly region = facts.region;
  public readonly vpcId = facts.vpcId;
  public readonly publicSubnetIds = [];
  public readonly publicSubnetCidrs = [];
  public readonly privateSubnetIds = [];
  public readonly securityGroupId = 'sg-0123456789abcdef0';
  public readonly nodeAutoscaler;
  private connected = false;

  public constructor(kind: NodeAutoscalerKind) {
    const { nodeRoleName, interruptionQueueName } = facts;
    this.nodeAutoscaler = { kind, nodeRoleName, interruptionQueueName };
  }

  public connect(scope: Construct): void {
    if (this.connected) return;
    this.connected = true;
    const to = { clusterName: this.name, region: this.region, endpoint: 'https://eks', certificateAuthority: 'Q0E=' };
    connectStack(TerraformStack.of(scope), to);
  }
}

/** Writes two stacks: all controllers with Karpenter, and the Cluster Autoscaler beside what somebody else installed. */
export function synthControllers(outdir: string, charts: string): void {
  const app = new App({ outdir });
  const mirror: ControllerMirror = { charts, images: facts.images };
  const controllers = (id: string, kind: NodeAutoscalerKind, props: Omit<ClusterControllersProps, 'cluster'>) => {
    const stack = new TerraformStack(app, id);
    new AwsProvider(stack, 'aws', { region: facts.region });
    const cluster = new MadeElsewhere(kind);
    new ClusterControllers(stack, 'Controllers', { cluster, mirror, ...props });
    return { stack, cluster };
  };
  controllers('karpenter', NodeAutoscalerKind.KARPENTER, {
    loadBalancer: LoadBalancerController.install({
      targetGroupArns: [facts.targetGroupArn],
      imageDigest: facts.digests.loadBalancer,
    }),
    nodeAutoscaler: NodeAutoscalerController.karpenter({
      machineImage: 'al2023@v20251112',
      capacityTypes: [CapacityType.SPOT, CapacityType.ON_DEMAND],
      cpuLimit: 32,
    }),
    externalSecrets: ExternalSecrets.install({
      secretPrefixes: ['docnow/'],
      parameterPrefixes: ['/docnow/'],
      imageDigest: facts.digests.externalSecrets,
    }),
  });
  const { stack, cluster } = controllers('autoscaler', NodeAutoscalerKind.CLUSTER_AUTOSCALER, {
    loadBalancer: LoadBalancerController.existing(),
    nodeAutoscaler: NodeAutoscalerController.clusterAutoscaler(),
    externalSecrets: ExternalSecrets.existing(),
  });
  const labels = { release: 'prometheus' };
  new PrometheusMonitoring(stack, 'Monitoring', { cluster, namespace: 'default', labels });
  app.synth();
}
