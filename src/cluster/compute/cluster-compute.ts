import { Construct } from 'constructs';
import { autoModePools } from './auto-mode';
import { checkNodeAutoscaling } from './autoscaling/checks';
import { DISCOVERY } from './autoscaling/karpenter-reach';
import { NodeAutoscaling } from './autoscaling/node-autoscaling';
import { Compute } from './compute';
import { ComputeKind } from './compute-kind';
import { fargateNamespaces, FargateSelector, SYSTEM_PODS } from './fargate';
import { TaintEffect } from './managed-nodes-props';
import { NodeShape, nodeShape } from './node-shape';
import { Surroundings } from './surroundings';
import { Architecture } from '../../platform/architecture';
import { NodeAutoscalerKind } from '../../platform/aws/node-autoscaler';
import { ClusterCapability } from '../../platform/cluster-capability';
import { invalid } from '../../platform/invalid';
import { NodePlacement } from '../../platform/kubernetes-cluster';
import { EKS_CAPABILITIES } from '../eks-capabilities';

/** Internal: a group of nodes that is wanted. */
export interface PlannedNodes {
  readonly id: string;
  readonly name: string;
  readonly property: string;
  readonly shape: NodeShape;
  readonly elasticsearch: boolean;
}

/** Internal: what a cluster's pods run on, all defaults filled in, checked. */
export interface ClusterCompute {
  readonly surroundings: Surroundings;
  readonly nodeGroups: PlannedNodes[];
  /** Which pods run on Fargate; none without it. */
  readonly fargate: FargateSelector[];
  /** Where pods find no node: the namespaces that the user gave to Fargate, or, where that is all there is, any. */
  readonly nodelessNamespaces: string[];
  /** Without it, there is no Auto Mode. */
  readonly autoModePools?: string[];
  readonly capabilities: ClusterCapability[];
  readonly architectures?: Architecture[];
  readonly elasticsearchNodes?: NodePlacement;
  readonly blockVolumeDriver: string;
  readonly autoscaler?: NodeAutoscalerKind;
  /** By these Karpenter finds the subnets. */
  readonly privateSubnetTags?: { readonly [tag: string]: string };
  /** What an operator has to know before relying on the cluster. */
  readonly warning?: string;
}

const EBS_DRIVER = 'ebs.csi.aws.com';
/** What Auto Mode has built in (Amazon EKS User Guide, "Create a storage class"). */
const AUTO_MODE_EBS_DRIVER = 'ebs.csi.eks.amazonaws.com';
const NODES = 'docnow.io/nodes';

/** Internal: works out what a cluster's pods run on. @throws when the two do not go together, with the way out */
export function clusterCompute(
  scope: Construct,
  props: {
    readonly name: string;
    readonly compute?: Compute;
    readonly elasticsearchCompute?: Compute;
    readonly nodeAutoscaling?: NodeAutoscaling;
  },
): ClusterCompute {
  const app = (props.compute ?? Compute.managedNodes())._kind;
  const elasticsearch = (props.elasticsearchCompute ?? defaultFor(app))._kind;
  checkTogether(scope, app, elasticsearch);
  const shared = elasticsearch.kind === 'shared';
  const nodeGroups: PlannedNodes[] = [];
  if (app.kind === 'managedNodes') {
    const use = { property: 'compute', elasticsearch: shared, anyPod: true };
    nodeGroups.push({ id: 'AppNodes', name: 'app', ...use, shape: nodeShape(scope, app.props, use) });
  }
  if (elasticsearch.kind === 'managedNodes') {
    // Beside Fargate they are the only nodes, and what Fargate does not take has to run somewhere.
    const setApart = app.kind !== 'fargate';
    const use = { property: 'elasticsearchCompute', elasticsearch: true, anyPod: !setApart };
    const given = nodeShape(scope, elasticsearch.props, use);
    const own = { key: NODES, value: 'elasticsearch', effect: TaintEffect.NO_SCHEDULE };
    const shape = setApart ? { ...given, taints: [own, ...given.taints] } : given;
    nodeGroups.push({ id: 'ElasticsearchNodes', name: 'elasticsearch', ...use, shape });
  }
  const nodes = nodeGroups.find(({ name }) => name === 'elasticsearch')?.shape;
  const fargate = app.kind === 'fargate' ? fargateNamespaces(scope, app.props) : [];
  const surroundings = nodeGroups.length
    ? Surroundings.NODES
    : app.kind === 'fargate'
      ? Surroundings.FARGATE
      : Surroundings.AUTO_MODE;
  const autoscaler = props.nodeAutoscaling?._kind;
  if (autoscaler) checkNodeAutoscaling(scope, autoscaler, surroundings, app.kind === 'autoMode');
  const karpenter = autoscaler === NodeAutoscalerKind.KARPENTER;
  // Fargate and the pool GENERAL_PURPOSE are x86.
  const architecture = app.kind === 'managedNodes' ? nodeGroups[0].shape.architecture : Architecture.AMD64;
  return {
    surroundings,
    nodeGroups,
    fargate: surroundings === Surroundings.FARGATE ? [...SYSTEM_PODS, ...fargate] : fargate,
    nodelessNamespaces: surroundings === Surroundings.FARGATE ? ['*'] : fargate.map(({ namespace }) => namespace),
    autoModePools: app.kind === 'autoMode' ? autoModePools(scope, app.props) : undefined,
    capabilities: [
      ...capabilitiesOf(surroundings, fargate.length > 0),
      // Node groups are told by their user data; Karpenter's nodes and those of Auto Mode are not.
      ...(app.kind === 'managedNodes' && shared && !karpenter ? [ClusterCapability.MEMORY_MAPS] : []),
    ],
    architectures: karpenter ? undefined : [architecture],
    elasticsearchNodes: nodes && {
      nodeSelector: { [NODES]: 'elasticsearch' },
      tolerations: nodes.taints.map(({ key, value, effect }) => ({ key, value, effect })),
      architectures: [nodes.architecture],
      blockVolumeDriver: EBS_DRIVER,
    },
    blockVolumeDriver: app.kind === 'autoMode' ? AUTO_MODE_EBS_DRIVER : EBS_DRIVER,
    autoscaler,
    warning: unenforced(surroundings, fargate.length > 0),
    privateSubnetTags: karpenter ? { [DISCOVERY]: props.name } : undefined,
  };
}

function defaultFor({ kind }: ComputeKind): Compute {
  return kind === 'autoMode' ? Compute.shared() : Compute.managedNodes({ min: 3, max: 3 });
}

function checkTogether(scope: Construct, app: ComputeKind, elasticsearch: ComputeKind): void {
  const refuse = (property: string, { kind }: ComputeKind, because: string, wayOut: string) =>
    invalid(scope, { property, value: kind, because, wayOut });
  if (app.kind === 'shared') {
    const because = 'which is for Elasticsearch: there is nothing to share before';
    throw refuse('compute', app, because, 'Take Compute.managedNodes(), fargate() or autoMode()');
  }
  const wayOut = 'Take Compute.managedNodes() or Compute.shared()';
  if (elasticsearch.kind === 'fargate') {
    const because = 'but Fargate mounts no block volumes, and Elasticsearch keeps its data on them';
    throw refuse('elasticsearchCompute', elasticsearch, because, wayOut);
  }
  if (elasticsearch.kind === 'autoMode') {
    const because = 'but Auto Mode is of a whole cluster';
    throw refuse('elasticsearchCompute', elasticsearch, because, `Give it as compute. ${wayOut} here`);
  }
}

/** Data services have no passwords: network policies guard them. */
function unenforced(surroundings: Surroundings, fargate: boolean): string | undefined {
  if (fargate) return 'Network policies of pods on Fargate are stored, but nothing enforces them.';
  if (surroundings === Surroundings.NODES) return undefined;
  return (
    'Network policies are stored, but nothing enforces them until the ConfigMap amazon-vpc-cni of kube-system has ' +
    'enable-network-policy-controller: "true" (Amazon EKS User Guide, "Use Network Policies with EKS Auto Mode").'
  );
}

/** Fargate gives no roles by pod identity and runs no agent that enforces policies; Auto Mode has to be told to. */
function capabilitiesOf(surroundings: Surroundings, fargate: boolean): ClusterCapability[] {
  const { EFS_VOLUMES, NETWORK_POLICY } = ClusterCapability;
  if (surroundings === Surroundings.FARGATE) return [EFS_VOLUMES];
  const enforced = surroundings === Surroundings.NODES && !fargate;
  return EKS_CAPABILITIES.filter((one) => enforced || one !== NETWORK_POLICY);
}
