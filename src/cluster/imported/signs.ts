import { ClusterCapability } from '../../platform/cluster-capability';

/** Internal: an object of the API by which one sees that a cluster can do something, however that was installed. */
export interface Sign {
  readonly apiVersion: string;
  readonly kind: string;
  /** Of a kind that belongs to namespaces. */
  readonly namespace?: string;
  /** The object's name; none for any object that is as `such`. */
  readonly name?: string;
  /** What an object, `one`, has to be like, as an expression of Terraform. */
  readonly such?: string;
}

const crd = (name: string): Sign => ({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name });
const csiDriver = (name: string): Sign => ({ apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', name });

/** A class that claims without one take, made by a driver: those of `kubernetes.io/` are of drivers that are gone. */
const DEFAULT_CLASS: Sign = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  such:
    'try(one.metadata.annotations["storageclass.kubernetes.io/is-default-class"], "") == "true" && ' +
    '!startswith(one.provisioner, "kubernetes.io/")',
};

/**
 * Internal: of each capability the signs, one of which suffices. The second of a pair is EKS Auto Mode's, which runs no
 * agent as a DaemonSet. That network policies are enforced, and what a node's kernel allows, show in no object.
 */
export const SIGNS: { readonly [capability in ClusterCapability]: readonly Sign[] } = {
  [ClusterCapability.POD_IDENTITY]: [
    { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace: 'kube-system', name: 'eks-pod-identity-agent' },
    crd('nodeclasses.eks.amazonaws.com'),
  ],
  [ClusterCapability.TARGET_GROUP_BINDING]: [
    crd('targetgroupbindings.elbv2.k8s.aws'),
    crd('targetgroupbindings.eks.amazonaws.com'),
  ],
  [ClusterCapability.BLOCK_VOLUMES]: [
    csiDriver('ebs.csi.aws.com'),
    csiDriver('ebs.csi.eks.amazonaws.com'),
    DEFAULT_CLASS,
  ],
  [ClusterCapability.EFS_VOLUMES]: [csiDriver('efs.csi.aws.com')],
  [ClusterCapability.GATEWAY_API]: [crd('httproutes.gateway.networking.k8s.io')],
  [ClusterCapability.NETWORK_POLICY]: [],
  [ClusterCapability.MEMORY_MAPS]: [],
  [ClusterCapability.KEDA]: [crd('scaledobjects.keda.sh')],
};
