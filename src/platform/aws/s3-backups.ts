import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Construct } from 'constructs';
import { badBucketName } from './bucket-name';
import { PodIdentity } from './iam/pod-identity';
import { Statement } from './iam/policy-document';
import { S3BackupsProps } from './s3-backups-props';
import { versionedBucket } from './versioned-bucket';
import { checkAmount } from '../amount';
import { ClusterCapability } from '../cluster-capability';
import { NOT_THE_INTERNET } from '../egress';
import { invalid } from '../invalid';
import { IObjectStore, ObjectStoreAccess, ObjectStoreBindingProps } from '../object-store';
import { requireCapability } from '../require-capability';
import { ServiceEndpoint } from '../service-endpoint';

/** Where pods get the credentials of their role (Amazon EKS User Guide, "Set up the Amazon EKS Pod Identity Agent"). */
const POD_IDENTITY_AGENT = '169.254.170.23';

/**
 * A bucket in Amazon S3 for copies of backups, which outlasts the cluster and its volumes: private, encrypted, reached by
 * TLS alone, with every version kept for a while. Pods take a role of their own by EKS Pod Identity, under which they may
 * delete objects, but no version of one: what they delete can be had back.
 *
 * It is in the region of the stack's AWS provider, which has to be the cluster's.
 */
export class S3Backups extends Construct implements IObjectStore {
  /** The bucket. */
  public readonly bucket: S3Bucket;

  private readonly props: S3BackupsProps;

  /**
   * Makes the bucket.
   *
   * @throws when a property cannot be, or the cluster has no EKS Pod Identity, with the way out
   */
  constructor(scope: Construct, id: string, props: S3BackupsProps) {
    super(scope, id);
    this.props = props;
    const { cluster, bucketName, kmsKeyArn, keepDeletedDays = 30, objectLockDays, removalProtection = true } = props;
    const because = bucketName === undefined ? undefined : badBucketName(bucketName);
    if (because !== undefined) {
      const wayOut = 'Use such as example-docnow-backups, or leave it out.';
      throw invalid(this, { property: 'bucketName', value: bucketName, because, wayOut });
    }
    checkAmount(this, 'keepDeletedDays', keepDeletedDays, { least: 1, most: 3650, unit: 'days' });
    if (objectLockDays !== undefined) {
      checkAmount(this, 'objectLockDays', objectLockDays, { least: 1, most: keepDeletedDays, unit: 'days' });
    }
    requireCapability(this, cluster, {
      capability: ClusterCapability.POD_IDENTITY,
      why: 'pods that copy would get no role of AWS',
      wayOut:
        'Add the add-on eks-pod-identity-agent to the cluster, or use S3CompatibleStore with keys of an IAM user.',
    });
    const { bucket } = versionedBucket(this, 'Bucket', {
      name: bucketName === undefined ? { prefix: 'docnow-backups-' } : { whole: bucketName },
      kmsKeyArn,
      keepOldVersionsDays: keepDeletedDays,
      objectLockDays,
      removalProtection,
    });
    this.bucket = bucket;
  }

  /** Makes the role of a service account. */
  public bind(scope: Construct, id: string, props: ObjectStoreBindingProps): ObjectStoreAccess {
    const { cluster } = this.props;
    const { namespace, serviceAccountName: serviceAccount, prefix } = props;
    const identity = new PodIdentity(scope, id, {
      clusterName: cluster.name,
      namespace,
      serviceAccount,
      statements: this.statements(prefix),
      dependsOn: [],
    });
    const open = { host: `s3.${cluster.region}.amazonaws.com`, port: 443, cidrBlocks: ['0.0.0.0/0'] };
    const agent = { host: POD_IDENTITY_AGENT, port: 80, cidrBlocks: [`${POD_IDENTITY_AGENT}/32`], tls: false };
    return {
      bucketName: this.bucket.id,
      region: cluster.region,
      reaches: [
        ServiceEndpoint.external({ ...open, exceptCidrBlocks: NOT_THE_INTERNET }),
        ServiceEndpoint.external(agent),
      ],
      dependable: identity,
    };
  }

  private statements(prefix: string): Statement[] {
    const { arn } = this.bucket;
    const { kmsKeyArn } = this.props;
    return [
      {
        Sid: 'List',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: [arn],
        Condition: { StringLike: { 's3:prefix': [`${prefix}/*`] } },
      },
      {
        Sid: 'Copy',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        Resource: [`${arn}/${prefix}/*`],
      },
      ...(kmsKeyArn === undefined
        ? []
        : [
            {
              Sid: 'Key',
              Effect: 'Allow' as const,
              Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
              Resource: [kmsKeyArn],
            },
          ]),
    ];
  }
}
