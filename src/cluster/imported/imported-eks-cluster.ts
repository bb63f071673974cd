import { DataAwsEksCluster } from '@cdktf/provider-aws/lib/data-aws-eks-cluster';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { FoundSubnets } from './found-subnets';
import { ImportedEksClusterProps } from './imported-cluster-props';
import { IEksCluster } from '../../platform/aws/eks-cluster';
import { regionOf } from '../../platform/aws/region';
import { ClusterCapability } from '../../platform/cluster-capability';
import { NodePlacement } from '../../platform/kubernetes-cluster';
import { checkName } from '../checks';
import { connectStack } from '../connection';
import { EKS_CAPABILITIES } from '../eks-capabilities';

/** Internal: an EKS cluster that somebody else owns: it is read, and nothing of it is changed. */
export class ImportedEksCluster extends Construct implements IEksCluster {
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  readonly securityGroupId: string;
  readonly capabilities: ClusterCapability[];
  readonly elasticsearchNodes?: NodePlacement;
  private readonly cluster: DataAwsEksCluster;
  private readonly connected = new Set<TerraformStack>();
  private readonly publicSubnets: FoundSubnets;
  private readonly privateSubnets: FoundSubnets;

  constructor(scope: Construct, id: string, props: ImportedEksClusterProps) {
    super(scope, id);
    checkName(this, 'clusterName', props.clusterName);
    this.name = props.clusterName;
    this.region = regionOf(this, props.region);
    this.capabilities = props.capabilities ?? EKS_CAPABILITIES;
    this.elasticsearchNodes = props.elasticsearchNodes;
    this.cluster = new DataAwsEksCluster(this, 'Cluster', { name: this.name });
    const network = this.cluster.vpcConfig.get(0);
    this.vpcId = network.vpcId;
    this.securityGroupId = network.clusterSecurityGroupId;
    const { vpcId } = this;
    const { zones = 3, publicSubnetIds, privateSubnetIds } = props;
    // The tags by which load balancers find their subnets (Amazon EKS User Guide, "VPC and subnet considerations").
    this.publicSubnets = new FoundSubnets(this, 'PublicSubnets', {
      property: 'publicSubnetIds',
      given: publicSubnetIds,
      tag: 'kubernetes.io/role/elb',
      vpcId,
      zones,
    });
    this.privateSubnets = new FoundSubnets(this, 'PrivateSubnets', {
      property: 'privateSubnetIds',
      given: privateSubnetIds,
      tag: 'kubernetes.io/role/internal-elb',
      vpcId,
      zones,
    });
  }

  get publicSubnetIds(): string[] {
    return this.publicSubnets.ids();
  }

  get publicSubnetCidrs(): string[] {
    return this.publicSubnets.cidrs();
  }

  get privateSubnetIds(): string[] {
    return this.privateSubnets.ids();
  }

  connect(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (this.connected.has(stack)) return;
    connectStack(stack, {
      clusterName: this.name,
      region: this.region,
      endpoint: this.cluster.endpoint,
      certificateAuthority: this.cluster.certificateAuthority.get(0).data,
    });
    this.connected.add(stack);
  }
}
