import { Construct, IDependable } from 'constructs';
import { IKubernetesCluster } from './kubernetes-cluster';
import { SecretKeyReference } from './secret-key-reference';
import { ServiceEndpoint } from './service-endpoint';

/** Whose pods want to reach an object store. */
export interface ObjectStoreBindingProps {
  /** The cluster of the pods. */
  readonly cluster: IKubernetesCluster;
  /** The name of their namespace, known when the Terraform is written. */
  readonly namespace: string;
  /** The name of their service account, which no other pods have. */
  readonly serviceAccountName: string;
  /** How the keys of all their objects begin, without a slash at its end, such as `elasticsearch`. */
  readonly prefix: string;
}

/** The two keys of an account, as S3 wants them, by reference. */
export interface ObjectStoreKeys {
  /** Where the access key's id is. */
  readonly accessKeyId: SecretKeyReference;
  /** Where the secret access key is. */
  readonly secretAccessKey: SecretKeyReference;
}

/** What pods have to know of an object store. */
export interface ObjectStoreAccess {
  /** The bucket's name. */
  readonly bucketName: string;
  /** The region that requests are signed for. */
  readonly region: string;
  /**
   * The URL of its API.
   *
   * @default - that of Amazon S3 in the region
   */
  readonly endpointUrl?: string;
  /** All that the pods have to reach, for the network policy. */
  readonly reaches: ServiceEndpoint[];
  /**
   * The keys of the account that requests are signed by.
   *
   * @default - the pods are given credentials as what their service account is
   */
  readonly keys?: ObjectStoreKeys;
  /**
   * What has to be there before the pods are made.
   *
   * @default - nothing
   */
  readonly dependable?: IDependable;
}

/**
 * A bucket that speaks the API of Amazon S3, for copies of backups: `S3Backups` on AWS, `S3CompatibleStore` elsewhere.
 */
export interface IObjectStore {
  /**
   * Lets the pods of one service account list, read, write and delete objects under a prefix, and nothing else.
   *
   * @param scope where resources are made; its stack is connected to the cluster
   * @param id their construct id
   * @param props whose pods they are
   * @returns what the pods have to know
   * @throws when the pods cannot reach it, with the way out
   */
  bind(scope: Construct, id: string, props: ObjectStoreBindingProps): ObjectStoreAccess;
}
