import { Aws } from './aws';

/** How an SDK client reaches the emulated AWS. */
export function clientOptions({ endpoint, region }: Pick<Aws, 'endpoint' | 'region'>) {
  return { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}
