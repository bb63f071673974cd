import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { Aws } from '../rig/aws/aws';
import { clientOptions } from '../rig/aws/client-options';

const s3 = (aws: Pick<Aws, 'endpoint' | 'region'>) => new S3Client({ ...clientOptions(aws), forcePathStyle: true });

/** Makes a bucket. */
export async function emptyBucket(aws: Pick<Aws, 'endpoint' | 'region'>, name: string): Promise<void> {
  await s3(aws).send(new CreateBucketCommand({ Bucket: name }));
}

/** The keys in a bucket, up to 1,000. */
export async function bucketOf(aws: Pick<Aws, 'endpoint' | 'region'>, name: string): Promise<string[]> {
  const { Contents = [] } = await s3(aws).send(new ListObjectsV2Command({ Bucket: name }));
  return Contents.map(({ Key }) => Key!);
}
