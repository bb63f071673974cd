import { IObjectStore } from '../../platform/object-store';

/** Copies of a volume of backups in an object store, which outlast the volume. How they come back is said in the docs. */
export interface ObjectStoreCopiesProps {
  /** The object store, such as `S3Backups` on AWS. */
  readonly store: IObjectStore;
  /**
   * When the volume is looked through for what is new, in the five fields of cron, by UTC.
   *
   * @default 13 * * * *: every hour, so that a backup is in the object store an hour after it was made
   */
  readonly schedule?: string;
  /**
   * How the keys of all objects begin. Two volumes cannot share it.
   *
   * @default - the name of what is backed up, such as `elasticsearch`
   */
  readonly prefix?: string;
  /**
   * The image with Bash and the AWS CLI of version 2, such as one of a registry of yours.
   *
   * @default public.ecr.aws/aws-cli/aws-cli:2.32.2
   */
  readonly image?: string;
}
