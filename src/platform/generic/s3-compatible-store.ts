import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { invalid } from '../invalid';
import { checkObjectName } from '../object-name';
import { IObjectStore, ObjectStoreAccess, ObjectStoreBindingProps, ObjectStoreKeys } from '../object-store';
import { SecretKeyReference } from '../secret-key-reference';
import { ServiceEndpoint } from '../service-endpoint';

/** Where a bucket is that somebody else keeps, and how to reach it. */
export interface S3CompatibleStoreProps {
  /** The host and port of its API: `ServiceEndpoint.external(...)`, or `.inCluster(...)` of one such as MinIO. */
  readonly endpoint: ServiceEndpoint;
  /** The bucket's name. Keep versions of its objects there: pods may delete objects. */
  readonly bucketName: string;
  /** The id of an access key, in a Secret of the namespace of the data. */
  readonly accessKeyId: SecretKeyReference;
  /** Its secret, in a Secret of the namespace of the data. */
  readonly secretAccessKey: SecretKeyReference;
  /**
   * The region that requests are signed for.
   *
   * @default us-east-1: what servers without regions take
   */
  readonly region?: string;
}

/**
 * A bucket of any server that speaks the API of Amazon S3, such as MinIO, Ceph or another cloud's, with its keys by
 * reference. What these keys may do is settled there: list, read, write and delete objects of this bucket is enough.
 * A certificate has to be one that everybody trusts.
 */
export class S3CompatibleStore implements IObjectStore {
  /** Says where it is. */
  public constructor(private readonly props: S3CompatibleStoreProps) {}

  /**
   * Tells pods how to reach it; nothing is made.
   *
   * @throws when a name cannot be, or a Secret is in another namespace, with the way out
   */
  public bind(scope: Construct, _id: string, { namespace }: ObjectStoreBindingProps): ObjectStoreAccess {
    const { endpoint, bucketName, accessKeyId, secretAccessKey, region = 'us-east-1' } = this.props;
    const keys: ObjectStoreKeys = { accessKeyId, secretAccessKey };
    for (const [property, key] of Object.entries(keys) as [string, SecretKeyReference][]) {
      checkObjectName(scope, `${property}.secretName`, key.secretName);
      if (key.namespace === undefined || Token.isUnresolved(key.namespace) || key.namespace === namespace) continue;
      throw invalid(scope, {
        property: `${property}.namespace`,
        value: key.namespace,
        because: `while the pods that use it are in '${namespace}'`,
        wayOut: 'Keep the Secret there: a pod reads none of another namespace.',
      });
    }
    const scheme = endpoint.tls ? 'https' : 'http';
    return {
      bucketName,
      region,
      endpointUrl: `${scheme}://${endpoint.host}:${Token.asString(endpoint.port)}`,
      reaches: [endpoint],
      keys,
    };
  }
}
