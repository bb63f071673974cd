import { ISharedVolume } from '../../platform/shared-volume';
import { ObjectStoreCopiesProps } from '../copies/object-store-copies-props';

/** When snapshots are made, and how many stay. */
export interface ElasticsearchSnapshotsProps {
  /**
   * When, in the five fields of cron, by UTC.
   *
   * @default 43 2 * * *: every night; an odd minute, since full hours are crowded
   */
  readonly schedule?: string;
  /**
   * How many are kept. The oldest goes when a newer one is whole, so a time without snapshots takes none away. A snapshot
   * holds only what changed since the one before.
   *
   * @default 14
   */
  readonly keep?: number;
  /**
   * Copies of the volume in an object store.
   *
   * @default - none: what is lost with the volume is lost
   */
  readonly copies?: ObjectStoreCopiesProps;
}

/** Where Elasticsearch's snapshots are kept, and when they are made. How one is put back is in docs/elasticsearch.md. */
export class ElasticsearchSnapshots {
  /**
   * On a volume with files that all nodes can reach, such as `EfsVolume`, which AWS Backup copies every day, or an NFS
   * server's. Elasticsearch of every version writes there without a plugin, as user and group 1000. Give a volume that
   * nothing else is on, by a name of its own, such as `elasticsearch-snapshots`.
   */
  public static toSharedVolume(volume: ISharedVolume, props: ElasticsearchSnapshotsProps = {}): ElasticsearchSnapshots {
    return new ElasticsearchSnapshots(volume, props);
  }

  private constructor(
    /** @internal */
    public readonly _volume: ISharedVolume,
    /** @internal */
    public readonly _props: ElasticsearchSnapshotsProps,
  ) {}
}
