import { KubeConfig, StorageV1Api } from '@kubernetes/client-node';
import { EBS } from './volume';

/**
 * Makes the API server know the drivers that EKS's add-ons bring. Neither is said to attach volumes, which in EBS's case
 * is not true: nobody here could say that a volume is attached, and kwok's nodes do not ask.
 */
export async function installDrivers(config: KubeConfig): Promise<void> {
  const storage = config.makeApiClient(StorageV1Api);
  for (const name of [EBS, 'efs.csi.aws.com']) {
    await storage.createCSIDriver({ body: { metadata: { name }, spec: { attachRequired: false } } });
  }
}
