import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { connectStack } from '../../src/cluster/connection';
import { ClusterControllers } from '../../src/controllers/cluster-controllers';
import { ClusterControllersProps } from '../../src/controllers/cluster-controllers-props';
import { LoadBalancerController } from '../../src/controllers/load-balancer-controller';
import { IEksCluster } from '../../src/platform/aws/eks-cluster';
import { INodeAutoscaler } from '../../src/platform/aws/node-autoscaler';
import { ClusterCapability } from '../../src/platform/cluster-capability';

/** A cluster on EKS that another stack has made. */
export class FakeEksCluster implements IEksCluster {
  readonly name = 'docnow';
  readonly region = 'eu-central-1';
  readonly vpcId = 'vpc-0123456789abcdef0';
  readonly publicSubnetIds = [];
  readonly publicSubnetCidrs = [];
  readonly privateSubnetIds = [];
  readonly securityGroupId = 'sg-0123456789abcdef0';

  constructor(
    readonly nodeAutoscaler?: INodeAutoscaler,
    readonly capabilities = [ClusterCapability.POD_IDENTITY],
  ) {}

  connect(scope: Construct): void {
    const { name: clusterName, region } = this;
    const to = { clusterName, region, endpoint: 'https://eks', certificateAuthority: 'Q0E=' };
    connectStack(TerraformStack.of(scope), to);
  }
}

export const TARGET_GROUP = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/docnow-blue/0';

/** A stack with controllers, of which everything not named is somebody else's. */
export function controllers(props: Partial<ClusterControllersProps> = {}) {
  const stack = new TerraformStack(new App(), 'controllers');
  new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
  const loadBalancer = LoadBalancerController.existing();
  const made = new ClusterControllers(stack, 'Controllers', { cluster: new FakeEksCluster(), loadBalancer, ...props });
  return { stack, made };
}

/** The resources of a stack as Terraform reads them, by type. */
export function written(stack: TerraformStack): Record<string, any[]> {
  const { resource = {} } = JSON.parse(Testing.synth(stack));
  return Object.fromEntries(Object.entries<object>(resource).map(([type, byName]) => [type, Object.values(byName)]));
}

/** The release of a chart. */
export function release(stack: TerraformStack, chart: string): any {
  return written(stack).helm_release.find((one) => one.name === chart);
}
