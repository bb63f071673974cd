import { V1Node, V1PersistentVolume, V1PersistentVolumeClaim, V1StorageClass } from '@kubernetes/client-node';

/** The driver of EBS volumes. */
export const EBS = 'ebs.csi.aws.com';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
const ZONE = 'topology.kubernetes.io/zone';

/** The volume that the EBS CSI driver would make for a claim: in the node's zone, as its class wants it. */
export function volumeFor(
  { metadata, spec }: V1PersistentVolumeClaim,
  { mountOptions, reclaimPolicy }: V1StorageClass,
  node: V1Node,
): V1PersistentVolume {
  const { name, namespace, uid } = metadata!;
  const { accessModes, resources, storageClassName, volumeMode } = spec!;
  const zone = { key: ZONE, operator: 'In', values: [node.metadata!.labels![ZONE]] };
  return {
    metadata: { name: `pvc-${uid}`, annotations: { [PROVISIONED_BY]: EBS } },
    spec: {
      accessModes,
      storageClassName,
      volumeMode,
      mountOptions,
      persistentVolumeReclaimPolicy: reclaimPolicy,
      capacity: { storage: resources!.requests!.storage },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      csi: { driver: EBS, volumeHandle: `vol-${uid!.replaceAll('-', '').slice(0, 17)}`, fsType: 'ext4' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [zone] }] } },
    },
  };
}
