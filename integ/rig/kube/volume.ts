import { V1Node, V1PersistentVolume, V1PersistentVolumeClaim, V1StorageClass } from '@kubernetes/client-node';

/** The driver of EBS volumes. */
export const EBS = 'ebs.csi.aws.com';
/** What makes folders of a node in kind and k3d. */
export const LOCAL_PATH = 'rancher.io/local-path';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
const ZONE = 'topology.kubernetes.io/zone';

/**
 * The volume that a class's provisioner would make for a claim: EBS's in the node's zone, the local path provisioner's on the
 * node itself.
 */
export function volumeFor(
  { metadata, spec }: V1PersistentVolumeClaim,
  { mountOptions, provisioner, reclaimPolicy }: V1StorageClass,
  node: V1Node,
): V1PersistentVolume {
  const { name, namespace, uid } = metadata!;
  const { accessModes, resources, storageClassName, volumeMode } = spec!;
  const local = provisioner === LOCAL_PATH;
  const key = local ? 'kubernetes.io/hostname' : ZONE;
  const source = local
    ? { hostPath: { path: `/opt/local-path-provisioner/pvc-${uid}_${namespace}_${name}`, type: 'DirectoryOrCreate' } }
    : { csi: { driver: EBS, volumeHandle: `vol-${uid!.replaceAll('-', '').slice(0, 17)}`, fsType: 'ext4' } };
  const where = { key, operator: 'In', values: [node.metadata!.labels![key]] };
  return {
    metadata: { name: `pvc-${uid}`, annotations: { [PROVISIONED_BY]: provisioner } },
    spec: {
      accessModes,
      storageClassName,
      volumeMode,
      mountOptions,
      persistentVolumeReclaimPolicy: reclaimPolicy,
      capacity: { storage: resources!.requests!.storage },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      ...source,
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [where] }] } },
    },
  };
}
