import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import {
  PersistentVolumeV1,
  PersistentVolumeV1SpecPersistentVolumeSource as Source,
} from '@cdktf/provider-kubernetes/lib/persistent-volume-v1';
import { ITerraformDependable, Precondition } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: a volume that is there already, and the claim that shall have it. */
export interface StaticClaimProps {
  readonly namespace: string;
  /** The claim's name; the volume's name has the namespace behind it, since volumes belong to no namespace. */
  readonly name: string;
  /** The volume, in Kubernetes' own words. */
  readonly source: Source;
  readonly mountOptions?: string[];
  readonly dependsOn?: ITerraformDependable[];
  /** The nodes that have it, in the words of a node selector. */
  readonly nodes?: { readonly key: string; readonly operator: string; readonly values: string[] };
  readonly preconditions?: Precondition[];
}

/**
 * Files on a network have no size that Kubernetes would keep to, but a claim must ask for one and the volume offer it.
 */
const NOMINAL_SIZE = '1Ti';

/**
 * Internal: makes a PersistentVolume for one namespace and the claim bound to it, both to be read and written by many.
 *
 * Volume and claim name each other, so neither can be bound to another; the class names no StorageClass, which keeps a
 * default class from making a new volume instead. Removing both never touches the files: the volume is retained.
 *
 * @returns the claim's name
 */
export function staticClaim(scope: Construct, id: string, props: StaticClaimProps): string {
  const { namespace, name, source, mountOptions, dependsOn, nodes, preconditions } = props;
  const construct = new Construct(scope, id);
  const labels = { 'app.kubernetes.io/part-of': 'docnow' };
  const shared = { accessModes: ['ReadWriteMany'], storageClassName: `docnow-${name}`, volumeMode: 'Filesystem' };
  const volume = new PersistentVolumeV1(construct, 'Volume', {
    metadata: { name: `${namespace}-${name}`, labels },
    spec: [
      {
        ...shared,
        capacity: { storage: NOMINAL_SIZE },
        persistentVolumeReclaimPolicy: 'Retain',
        mountOptions,
        claimRef: { name, namespace },
        persistentVolumeSource: source,
        nodeAffinity: nodes && { required: { nodeSelectorTerm: [{ matchExpressions: [nodes] }] } },
      },
    ],
    dependsOn,
    lifecycle: preconditions && { precondition: preconditions },
  });
  const claim = new PersistentVolumeClaimV1(construct, 'Claim', {
    metadata: { name, namespace, labels },
    spec: { ...shared, volumeName: volume.metadata.name, resources: { requests: { storage: NOMINAL_SIZE } } },
  });
  return claim.metadata.name;
}
