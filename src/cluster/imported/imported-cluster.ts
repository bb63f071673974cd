import { TerraformStack } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { ImportedClusterProps } from './imported-cluster-props';
import { ClusterCapability } from '../../platform/cluster-capability';
import { IKubernetesCluster, NodePlacement } from '../../platform/kubernetes-cluster';
import { connectProviders, ProviderConnection } from '../connection';

/** Internal: a cluster of which nothing is made here but the way to it. */
export class ImportedCluster extends Construct implements IKubernetesCluster {
  readonly capabilities: ClusterCapability[];
  readonly elasticsearchNodes?: NodePlacement;
  private readonly connection: ProviderConnection;
  private readonly connected = new Set<TerraformStack>();

  constructor(
    scope: Construct,
    id: string,
    props: ImportedClusterProps,
    connection: (self: IConstruct) => ProviderConnection,
  ) {
    super(scope, id);
    this.connection = connection(this);
    this.capabilities = props.capabilities ?? [];
    this.elasticsearchNodes = props.elasticsearchNodes;
  }

  connect(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (this.connected.has(stack)) return;
    connectProviders(stack, this.connection);
    this.connected.add(stack);
  }
}
