import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { Annotations, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { AccessLevel } from './access/access-level';
import { ClusterAccess } from './access/cluster-access';
import { checkAddOnVersions } from './add-ons';
import { checkAdministrators, checkClusterProps, checkContainerInsights } from './checks';
import { AutoMode } from './compute/auto-mode';
import { makeNodeAutoscaler } from './compute/autoscaling/make-node-autoscaler';
import { clusterCompute } from './compute/cluster-compute';
import { connectStack } from './connection';
import { CONTAINER_INSIGHTS } from './container-insights';
import { ControlPlane } from './control-plane';
import { DocNowClusterProps } from './docnow-cluster-props';
import { endpointConnection } from './imported/endpoint-connection';
import { ImportedCluster } from './imported/imported-cluster';
import {
  EndpointClusterProps,
  ImportedEksClusterProps,
  KubeconfigClusterProps,
} from './imported/imported-cluster-props';
import { ImportedEksCluster } from './imported/imported-eks-cluster';
import { kubeconfigConnection } from './imported/kubeconfig-connection';
import { makeNodesAndAddOns } from './nodes-and-add-ons';
import { AddOnVersions } from './versions/add-on-versions';
import { KubernetesVersion } from './versions/kubernetes-version';
import { checkKubernetesVersion } from './versions/support';
import { SupportType } from './versions/support-type';
import { UpgradeGuards } from './versions/upgrade-guards';
import { Architecture } from '../platform/architecture';
import { IEksCluster } from '../platform/aws/eks-cluster';
import { INodeAutoscaler } from '../platform/aws/node-autoscaler';
import { regionOf } from '../platform/aws/region';
import { ClusterCapability } from '../platform/cluster-capability';
import { invalid } from '../platform/invalid';
import { IKubernetesCluster, NodePlacement } from '../platform/kubernetes-cluster';

/**
 * An EKS cluster to run DocNow on, in a network of its own or one that is there already: private nodes in several zones,
 * encrypted throughout, logged, and open to those alone whom you name.
 *
 * Stacks of their own deploy to it: they call `connect`.
 */
export class DocNowCluster extends Construct implements IEksCluster {
  /**
   * An EKS cluster that somebody else owns: it is read, and nothing of it is changed. The stack needs an AwsProvider.
   *
   * @throws when a property cannot be, with the way out
   */
  public static fromClusterName(scope: Construct, id: string, props: ImportedEksClusterProps): IEksCluster {
    return new ImportedEksCluster(scope, id, props);
  }

  /**
   * Any Kubernetes that a kubeconfig file knows.
   *
   * @throws when no file or no context is named, with the way out
   */
  public static fromKubeconfig(scope: Construct, id: string, props: KubeconfigClusterProps): IKubernetesCluster {
    return new ImportedCluster(scope, id, props, (self) => kubeconfigConnection(self, props));
  }

  /**
   * Any Kubernetes, by the address of its API server. Secrets are given by reference only.
   *
   * @throws when a property cannot be or holds a secret, with the way out
   */
  public static fromEndpoint(scope: Construct, id: string, props: EndpointClusterProps): IKubernetesCluster {
    return new ImportedCluster(scope, id, props, (self) => endpointConnection(self, props));
  }

  /** The cluster's name. */
  public readonly name: string;

  /** The AWS region. */
  public readonly region: string;

  /** The VPC's id. */
  public readonly vpcId: string;

  /** The VPC's IPv4 range. */
  public readonly vpcCidr: string;

  /** Ids of the public subnets, one a zone: for load balancers that face the internet. */
  public readonly publicSubnetIds: string[];

  /** IPv4 ranges of the public subnets, in the same order: where a load balancer's requests come from. */
  public readonly publicSubnetCidrs: string[];

  /** Ids of the private subnets, one a zone: for nodes, pods, file systems and databases. */
  public readonly privateSubnetIds: string[];

  /** IPv4 ranges of the private subnets, in the same order. */
  public readonly privateSubnetCidrs: string[];

  /** Ids of the connections to the VPCs that the network is peered with, in the order of `Network.peeredWith`. */
  public readonly peeringConnectionIds: string[];

  /** Id of the security group that EKS makes: control plane, nodes and pods are in it and trust each other. */
  public readonly securityGroupId: string;

  /**
   * What the cluster can do, which follows from its compute: all but the Gateway API and KEDA, where pods run on nodes of node
   * groups; and `additionalCapabilities`.
   */
  public readonly capabilities: ClusterCapability[];

  /** Nodes of Elasticsearch's own. */
  public readonly elasticsearchNodes?: NodePlacement;

  /** What the processors are that DocNow's pods run on; not known with Karpenter, which starts what pods ask for. */
  public readonly architectures?: Architecture[];

  /** The driver of EBS volumes for pods that do not run on Elasticsearch's own nodes. */
  public readonly blockVolumeDriver?: string;

  /** The namespaces that Fargate takes: all of them, where there are no nodes. */
  public readonly nodelessNamespaces?: string[];

  /** What is prepared in AWS for the controller that makes nodes come and go. */
  public readonly nodeAutoscaler?: INodeAutoscaler;

  /** The cluster itself, to set what this construct does not. */
  public readonly eksCluster: EksCluster;

  private readonly access: ClusterAccess;
  private readonly connected = new Set<TerraformStack>();

  /**
   * Makes network, control plane, nodes and add-ons.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: DocNowClusterProps) {
    super(scope, id);
    checkClusterProps(this, props);
    const kubernetesVersion = (props.kubernetesVersion ?? KubernetesVersion.V1_34).version;
    checkKubernetesVersion(this, kubernetesVersion);
    const compute = clusterCompute(this, props);
    const insights = props.containerInsights ?? false;
    if (insights) checkContainerInsights(this, compute.surroundings);
    const more = insights ? [CONTAINER_INSIGHTS] : [];
    checkAddOnVersions(this, props.addOnVersions ?? {}, compute.surroundings, more);
    if (compute.warning) Annotations.of(this).addWarning(compute.warning);
    this.capabilities = [...new Set([...compute.capabilities, ...(props.additionalCapabilities ?? [])])];
    this.architectures = compute.architectures;
    this.blockVolumeDriver = compute.blockVolumeDriver;
    this.nodelessNamespaces = compute.nodelessNamespaces;
    this.elasticsearchNodes = compute.elasticsearchNodes;
    const logRetentionDays = props.logRetentionDays ?? 90;
    this.name = props.name;
    this.region = regionOf(this, props.region);
    const serviceCidr = props.serviceCidr ?? '172.20.0.0/16';
    const network = props.network._bind(this, 'Network', {
      clusterName: this.name,
      region: this.region,
      logRetentionDays,
      privateSubnetTags: compute.privateSubnetTags,
      serviceCidr,
      nodes: compute.nodeGroups.map(({ shape: { max, instanceTypes } }) => ({ max, instanceType: instanceTypes[0] })),
    });
    this.vpcId = network.vpcId;
    this.vpcCidr = network.vpcCidr;
    this.publicSubnetIds = network.publicSubnetIds;
    this.publicSubnetCidrs = network.publicCidrs;
    this.privateSubnetIds = network.privateSubnetIds;
    this.privateSubnetCidrs = network.privateCidrs;
    this.peeringConnectionIds = network.peeringConnectionIds;
    const clusterName = this.name;
    const guards = new UpgradeGuards(this, 'UpgradeGuards', { clusterName, kubernetesVersion });
    const { autoModePools: nodePools } = compute;
    this.eksCluster = new ControlPlane(this, 'ControlPlane', {
      name: clusterName,
      kubernetesVersion,
      supportType: props.supportType ?? SupportType.EXTENDED,
      guards,
      subnetIds: this.privateSubnetIds,
      serviceCidr,
      publicAccessCidrs: props.publicAccessCidrs ?? [],
      creatorIsAdministrator: props.creatorIsAdministrator ?? true,
      logRetentionDays,
      keyDeletionDays: props.keyDeletionDays ?? 30,
      autoMode: nodePools && new AutoMode(this, 'AutoMode', { clusterName, nodePools }),
    }).cluster;
    this.securityGroupId = this.eksCluster.vpcConfig.clusterSecurityGroupId;
    this.access = new ClusterAccess(this, 'Access', { clusterName, dependsOn: [this.eksCluster] });
    this.node.addValidation({ validate: () => checkAdministrators(this, props, this.access.administrated) });
    const versions = new AddOnVersions(this, 'AddOnVersions', {
      kubernetesVersion,
      pinned: props.addOnVersions ?? {},
      dependsOn: [guards.offered],
    });
    makeNodesAndAddOns(this, {
      cluster: this.eksCluster,
      clusterName,
      region: this.region,
      subnetIds: this.privateSubnetIds,
      egress: network.egress,
      compute,
      versions,
      containerInsightsDays: insights ? logRetentionDays : undefined,
    });
    this.nodeAutoscaler = makeNodeAutoscaler(this, 'NodeAutoscaler', compute, {
      clusterName,
      region: this.region,
      cluster: this.eksCluster,
      dependsOn: [this.eksCluster],
    });
  }

  /**
   * Configures the kubernetes and helm providers in the stack of `scope`, once however often it is called. The machine that runs
   * Terraform needs the AWS command line: it fetches a short-lived token.
   *
   * @param scope any construct of the stack that deploys to the cluster
   * @throws when `scope` is in the stack that makes the cluster: a provider cannot be configured from a resource that is not there yet
   */
  public connect(scope: Construct): void {
    const stack = TerraformStack.of(scope);
    if (stack === TerraformStack.of(this)) {
      throw invalid(this, {
        property: 'connect(scope)',
        value: scope.node.path,
        because:
          'which is in the stack that makes the cluster: a provider cannot be configured from a resource that is not there yet',
        wayOut: 'Deploy to the cluster from a stack of its own',
      });
    }
    if (this.connected.has(stack)) return;
    this.connected.add(stack);
    connectStack(stack, {
      clusterName: this.name,
      region: this.region,
      endpoint: this.eksCluster.endpoint,
      certificateAuthority: this.eksCluster.certificateAuthority.get(0).data,
    });
  }

  /**
   * Makes an IAM role or user an administrator of the whole cluster, which nobody is by default but its creator. Naming
   * the creator, too, fails at apply unless `creatorIsAdministrator` is false.
   *
   * @param principalArn such as `arn:aws:iam::123456789012:role/operators`, with its path if it has one; also of another account
   * @throws when it is not the ARN of a role or user, or was made one before
   */
  public grantAdmin(principalArn: string): void {
    this.access.grantAdmin(principalArn);
  }

  /**
   * Lets an IAM role or user read everything in the cluster but Secrets and roles.
   *
   * @param principalArn such as `arn:aws:iam::123456789012:role/auditors`
   * @throws when it is not the ARN of a role or user, or may view already
   */
  public grantView(principalArn: string): void {
    this.access.grantView(principalArn);
  }

  /**
   * Gives an IAM role or user access to namespaces alone. They need not be there yet.
   *
   * @param principalArn such as `arn:aws:iam::123456789012:role/developers`
   * @param namespaces their names, such as `['docnow-blue', 'docnow-green']`
   * @param level what may be done there; by default, view
   * @throws when something cannot be a role, user or namespace, or the principal has this level already
   */
  public grantNamespace(principalArn: string, namespaces: string[], level: AccessLevel = AccessLevel.VIEW): void {
    this.access.grantNamespace(principalArn, namespaces, level);
  }
}
