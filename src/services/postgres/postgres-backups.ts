import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import { Construct } from 'constructs';
import { ClaimBackupsProps, PostgresBackupsProps } from './postgres-backups-props';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';
import { ISharedVolume } from '../../platform/shared-volume';
import { gibibytes } from '../quantity';

/** Internal: what the place of backups is made from. */
export interface BackupPlace {
  readonly cluster: IKubernetesCluster;
  readonly namespace: string;
  /** The claim's name, where it is made here. */
  readonly name: string;
  readonly labels: { [label: string]: string };
  /** How large the data's volume is, and its class. */
  readonly storageGiB: number;
  readonly storageClassName?: string;
}

/** Internal: makes a place. @returns the claim's name */
type Place = (scope: Construct, place: BackupPlace) => string;

/**
 * Where a database in the cluster is backed up to, and when. Each backup is one file that `pg_restore` reads; how it is put
 * back is in docs/postgres.md.
 */
export class PostgresBackups {
  /**
   * On a volume of their own, which outlasts a mistake and a lost volume of the data. It does not outlast the loss of the
   * zone that it is in: where that counts, use `toSharedVolume`.
   */
  public static toClaim(props: ClaimBackupsProps = {}): PostgresBackups {
    return new PostgresBackups(props, (scope, place) => {
      const { namespace, name, labels, storageGiB, storageClassName } = { ...place, ...props };
      const claim = new PersistentVolumeClaimV1(scope, 'Claim', {
        metadata: { name, namespace, labels },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName,
          resources: { requests: { storage: gibibytes(storageGiB) } },
        },
        // Many classes make a volume with the first pod only, and that comes at night.
        waitUntilBound: false,
      });
      return claim.metadata.name;
    });
  }

  /**
   * On a volume with files that all zones can reach, such as `EfsVolume` or an NFS server's. The image's user has to be
   * able to write there.
   */
  public static toSharedVolume(volume: ISharedVolume, props: PostgresBackupsProps = {}): PostgresBackups {
    return new PostgresBackups(props, (scope, { cluster, namespace }) =>
      volume.mount(scope, 'Volume', { cluster, namespace }),
    );
  }

  /** None, for a sandbox whose data nobody would miss. */
  public static none(): PostgresBackups {
    return new PostgresBackups({});
  }

  private constructor(
    /** @internal */
    public readonly _props: PostgresBackupsProps,
    /** @internal */
    public readonly _place?: Place,
  ) {}
}
