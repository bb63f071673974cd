import { EksClusterConfig } from '@cdktf/provider-aws/lib/eks-cluster';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AutoModeNodePool, AutoModeProps } from './auto-mode-props';
import { NodeRole } from './node-role';
import { invalid } from '../../platform/invalid';
import { repeated } from '../../platform/repeated';

/** Internal: the pools that are wanted, checked. */
export function autoModePools(scope: Construct, { nodePools }: AutoModeProps): AutoModeNodePool[] {
  if (!nodePools) return Object.values(AutoModeNodePool);
  const refuse = (because: string, wayOut: string) =>
    invalid(scope, { property: 'compute.nodePools', value: nodePools, because, wayOut });
  if (repeated(nodePools)) throw refuse('which names a pool twice', 'Name each once');
  if (!nodePools.includes(AutoModeNodePool.GENERAL_PURPOSE)) {
    const because = "and no other pool takes DocNow's pods: they tolerate no taint";
    throw refuse(because, 'Add AutoModeNodePool.GENERAL_PURPOSE');
  }
  return nodePools;
}

/** Internal: what EKS Auto Mode asks of the control plane, and the role of the nodes that it makes. */
export class AutoMode extends Construct {
  /** AWS's policies for the control plane's role beside AmazonEKSClusterPolicy (Amazon EKS User Guide, "Cluster IAM role"). */
  readonly policies = ['Compute', 'BlockStorage', 'LoadBalancing', 'Networking'].map((one) => `AmazonEKS${one}Policy`);

  /** All three are on or none (Amazon EKS User Guide, "Enable EKS Auto Mode on existing EKS clusters"). */
  readonly settings: Pick<EksClusterConfig, 'computeConfig' | 'kubernetesNetworkConfig' | 'storageConfig'>;

  /** What its nodes need before they come. */
  readonly grants: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: { readonly clusterName: string; readonly nodePools: string[] }) {
    super(scope, id);
    // EKS makes the access entry of this role itself.
    const { role, grants } = new NodeRole(this, 'NodeRole', {
      clusterName: props.clusterName,
      joins: 'AmazonEKSWorkerNodeMinimalPolicy',
    });
    this.grants = grants;
    this.settings = {
      computeConfig: { enabled: true, nodePools: props.nodePools, nodeRoleArn: role.arn },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
      storageConfig: { blockStorage: { enabled: true } },
    };
  }
}
