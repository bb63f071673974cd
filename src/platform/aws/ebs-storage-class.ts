import { StorageClassV1 } from '@cdktf/provider-kubernetes/lib/storage-class-v1';
import { Construct } from 'constructs';
import { ClusterCapability } from '../cluster-capability';
import { IKubernetesCluster, NodePlacement } from '../kubernetes-cluster';
import { requireCapability } from '../require-capability';

/** The driver that EKS Auto Mode has built in, for its own nodes alone. */
const AUTO_MODE_DRIVER = 'ebs.csi.eks.amazonaws.com';

/** What a class of EBS volumes needs. */
export interface EbsStorageClassProps {
  /** The cluster to make it in. */
  readonly cluster: IKubernetesCluster;
  /**
   * The nodes that mount its volumes, where they are not those of any pod, such as `cluster.elasticsearchNodes`. A volume of
   * EKS Auto Mode's nodes cannot be mounted by nodes of node groups, nor the other way round: beside Auto Mode, make one
   * class for each.
   *
   * @default - nodes that take any pod
   */
  readonly nodes?: NodePlacement;
  /**
   * The class's name.
   *
   * @default docnow-gp3
   */
  readonly name?: string;
  /**
   * A key of yours in KMS to encrypt with. The EBS CSI driver's role must be allowed to use it.
   *
   * @default - the key that AWS keeps for EBS in the account
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether a volume stays when its claim is removed. What a volume does is settled when it is made.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}

/**
 * A StorageClass of encrypted gp3 volumes, made in the zone where their pod goes, that can grow, and that stay when
 * their claim is removed. It needs an EBS CSI driver: that of EKS's add-on, which `DocNowCluster` installs, or the one that
 * EKS Auto Mode has built in. The cluster tells which.
 */
export class EbsStorageClass extends Construct {
  /** The class's name, for `storageClassName`. */
  public readonly name: string;

  /** The StorageClass. */
  public readonly storageClass: StorageClassV1;

  /**
   * Makes the class.
   *
   * @throws when the stack is the one that makes the cluster, or no pod of the cluster can mount block volumes
   */
  constructor(scope: Construct, id: string, props: EbsStorageClassProps) {
    super(scope, id);
    requireCapability(this, props.cluster, {
      capability: ClusterCapability.BLOCK_VOLUMES,
      why: 'a volume of EBS can be mounted by no pod',
      wayOut:
        'Run what keeps data on nodes, such as Compute.managedNodes(), or name a StorageClass that the cluster has',
    });
    props.cluster.connect(this);
    const driver = props.nodes?.blockVolumeDriver ?? props.cluster.blockVolumeDriver ?? 'ebs.csi.aws.com';
    this.storageClass = new StorageClassV1(this, 'StorageClass', {
      metadata: { name: props.name ?? 'docnow-gp3', labels: { 'app.kubernetes.io/part-of': 'docnow' } },
      storageProvisioner: driver,
      // Lets pods wait for a node of Auto Mode (Amazon EKS User Guide, "Create a storage class").
      allowedTopologies:
        driver === AUTO_MODE_DRIVER
          ? { matchLabelExpressions: [{ key: 'eks.amazonaws.com/compute-type', values: ['auto'] }] }
          : undefined,
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      reclaimPolicy: (props.removalProtection ?? true) ? 'Retain' : 'Delete',
      parameters: {
        type: 'gp3',
        encrypted: 'true',
        ...(props.kmsKeyArn === undefined ? {} : { kmsKeyId: props.kmsKeyArn }),
      },
    });
    this.name = this.storageClass.metadata.name;
  }
}
