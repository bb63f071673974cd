import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AddOnVersions } from './versions/add-on-versions';
import { PodIdentity } from '../platform/aws/iam/pod-identity';

/** Internal: an add-on of EKS and what its pods may do in AWS. */
interface AddOn {
  readonly name: string;
  readonly serviceAccount?: string;
  readonly awsPolicy?: string;
  readonly configuration?: object;
}

/**
 * A node becomes Ready when vpc-cni runs on it, vpc-cni gets its role from the pod identity agent, and Services are
 * reached by kube-proxy. All are DaemonSets, so EKS calls them active without a node. In an upgrade, too, they come
 * before the nodes, which must not be newer than the control plane, and after it.
 */
const BEFORE_NODES: AddOn[] = [
  { name: 'eks-pod-identity-agent' },
  {
    name: 'vpc-cni',
    serviceAccount: 'aws-node',
    awsPolicy: 'AmazonEKS_CNI_Policy',
    // Without this, network policies are accepted and do nothing. Its values are strings (the add-on's JSON schema).
    configuration: { enableNetworkPolicy: 'true' },
  },
  { name: 'kube-proxy' },
];

/** Deployments among these stay degraded until a node takes their pods. */
const AFTER_NODES: AddOn[] = [
  { name: 'coredns' },
  {
    name: 'aws-ebs-csi-driver',
    serviceAccount: 'ebs-csi-controller-sa',
    awsPolicy: 'service-role/AmazonEBSCSIDriverPolicy',
  },
  {
    name: 'aws-efs-csi-driver',
    serviceAccount: 'efs-csi-controller-sa',
    awsPolicy: 'service-role/AmazonEFSCSIDriverPolicy',
  },
  { name: 'metrics-server' },
];

/** The names of all add-ons, for those who pin versions. */
export const ADD_ON_NAMES = [...BEFORE_NODES, ...AFTER_NODES].map((addOn) => addOn.name);

/** Internal: what add-ons are told. */
export interface AddOnsProps {
  readonly clusterName: string;
  readonly versions: AddOnVersions;
  readonly dependsOn: ITerraformDependable[];
}

/** Internal: what nodes need before they come. */
export function addOnsBeforeNodes(scope: Construct, id: string, props: AddOnsProps): EksAddon[] {
  return install(new Construct(scope, id), BEFORE_NODES, props);
}

/** Internal: what needs nodes to run on. */
export function addOnsAfterNodes(scope: Construct, id: string, props: AddOnsProps): EksAddon[] {
  return install(new Construct(scope, id), AFTER_NODES, props);
}

function install(scope: Construct, addOns: AddOn[], { clusterName, versions, dependsOn }: AddOnsProps): EksAddon[] {
  return addOns.map(({ name, serviceAccount, awsPolicy, configuration }) => {
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
    return new EksAddon(scope, name, {
      clusterName,
      addonName: name,
      addonVersion: versions.of(name),
      configurationValues: configuration && JSON.stringify(configuration),
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      dependsOn: [...dependsOn, ...identity],
    });
  });
}
