import { ObjectStoreCopiesProps } from '../copies/object-store-copies-props';

/** When backups are made, and how many stay. */
export interface PostgresBackupsProps {
  /**
   * When, in the five fields of cron, by UTC.
   *
   * @default 17 2 * * *: every night; an odd minute, since full hours are crowded
   */
  readonly schedule?: string;
  /**
   * How many are kept. The oldest goes when a newer one has been written and read again, so a time without backups takes
   * none away.
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

/** Backups on a volume of their own. */
export interface ClaimBackupsProps extends PostgresBackupsProps {
  /**
   * The volume's size in GiB. It counts when the volume is made.
   *
   * @default - as large as that of the data
   */
  readonly storageGiB?: number;
  /**
   * The StorageClass of the volume.
   *
   * @default - that of the data
   */
  readonly storageClassName?: string;
}
