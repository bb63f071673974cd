import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Surroundings } from './compute/surroundings';
import { AddOnVersions } from './versions/add-on-versions';
import { PodIdentity } from '../platform/aws/iam/pod-identity';
import { invalid } from '../platform/invalid';

/** Internal: an add-on of EKS and what its pods may do in AWS. */
interface AddOn {
  readonly name: string;
  readonly serviceAccount?: string;
  readonly awsPolicy?: string;
  readonly configuration?: object;
  /** Why it is not there on Fargate alone. */
  readonly notOnFargate?: string;
  /** Why it is not there on Auto Mode alone. */
  readonly notOnAutoMode?: string;
}

const DAEMON_SET = 'a DaemonSet, which needs nodes: Fargate runs none';
const BUILT_IN = 'which Auto Mode has built in: two would fight over the same nodes';

/**
 * A node becomes Ready when vpc-cni runs on it, vpc-cni gets its role from the pod identity agent, and Services are
 * reached by kube-proxy. All are DaemonSets, so EKS calls them active without a node. In an upgrade, too, they come
 * before the nodes, which must not be newer than the control plane, and after it.
 */
const BEFORE_NODES: AddOn[] = [
  { name: 'eks-pod-identity-agent', notOnFargate: DAEMON_SET, notOnAutoMode: BUILT_IN },
  {
    name: 'vpc-cni',
    serviceAccount: 'aws-node',
    awsPolicy: 'AmazonEKS_CNI_Policy',
    // Without this, network policies are accepted and do nothing. Its values are strings (the add-on's JSON schema).
    configuration: { enableNetworkPolicy: 'true' },
    notOnFargate: DAEMON_SET,
    notOnAutoMode: BUILT_IN,
  },
  { name: 'kube-proxy', notOnFargate: DAEMON_SET, notOnAutoMode: BUILT_IN },
];

/** Deployments among these stay degraded until something takes their pods. */
const AFTER_NODES: AddOn[] = [
  { name: 'coredns', notOnAutoMode: BUILT_IN },
  {
    name: 'aws-ebs-csi-driver',
    serviceAccount: 'ebs-csi-controller-sa',
    awsPolicy: 'service-role/AmazonEBSCSIDriverPolicy',
    notOnFargate: 'whose half on the nodes is a DaemonSet: Fargate mounts no block volumes',
    notOnAutoMode: BUILT_IN,
  },
  {
    name: 'aws-efs-csi-driver',
    serviceAccount: 'efs-csi-controller-sa',
    awsPolicy: 'service-role/AmazonEFSCSIDriverPolicy',
    notOnFargate: 'which Fargate has built in',
  },
  { name: 'metrics-server' },
];

/** Internal: what add-ons are told. */
export interface AddOnsProps {
  readonly clusterName: string;
  readonly surroundings: Surroundings;
  readonly versions: AddOnVersions;
  readonly dependsOn: ITerraformDependable[];
}

/** Internal: what nodes need before they come. */
export function addOnsBeforeNodes(scope: Construct, id: string, props: AddOnsProps): EksAddon[] {
  return install(new Construct(scope, id), BEFORE_NODES, props);
}

/** Internal: what needs something to run on. */
export function addOnsAfterNodes(scope: Construct, id: string, props: AddOnsProps): EksAddon[] {
  return install(new Construct(scope, id), AFTER_NODES, props);
}

/**
 * Internal: refuses versions of add-ons that are not, or cannot be, in the cluster.
 *
 * @param more names of add-ons that were asked for
 */
export function checkAddOnVersions(
  scope: Construct,
  versions: { [name: string]: string },
  on: Surroundings,
  more: string[] = [],
): void {
  const all: AddOn[] = [...BEFORE_NODES, ...AFTER_NODES, ...more.map((name) => ({ name }))];
  const names = all.filter((addOn) => !reasonAgainst(addOn, on)).map((addOn) => addOn.name);
  for (const value of Object.keys(versions)) {
    if (names.includes(value)) continue;
    const known = all.find((addOn) => addOn.name === value);
    const because = (known && reasonAgainst(known, on)) ?? 'which is not an add-on of this cluster';
    throw invalid(scope, { property: 'addOnVersions', value, because, wayOut: `Name one of ${names.join(', ')}` });
  }
}

function reasonAgainst({ notOnFargate, notOnAutoMode }: AddOn, on: Surroundings): string | undefined {
  return {
    [Surroundings.NODES]: undefined,
    [Surroundings.FARGATE]: notOnFargate,
    [Surroundings.AUTO_MODE]: notOnAutoMode,
  }[on];
}

function install(scope: Construct, addOns: AddOn[], props: AddOnsProps): EksAddon[] {
  const { clusterName, versions, dependsOn, surroundings } = props;
  const wanted = addOns.filter((addOn) => !reasonAgainst(addOn, surroundings));
  return wanted.map(({ name, serviceAccount, awsPolicy, configuration }) => {
    const identity =
      serviceAccount && awsPolicy
        ? new PodIdentity(scope, `${name}-identity`, {
            clusterName,
            namespace: 'kube-system',
            serviceAccount,
            awsPolicy,
            dependsOn,
          }).ready
        : [];
    // As it comes, coredns is kept away from Fargate (Amazon EKS User Guide, "Get started with AWS Fargate").
    const onFargate = name === 'coredns' && surroundings === Surroundings.FARGATE;
    const values = onFargate ? { computeType: 'Fargate' } : configuration;
    return new EksAddon(scope, name, {
      clusterName,
      addonName: name,
      addonVersion: versions.of(name),
      configurationValues: values && JSON.stringify(values),
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      dependsOn: [...dependsOn, ...identity],
    });
  });
}
