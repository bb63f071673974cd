import {
  CoreV1Api,
  KubeConfig,
  StorageV1Api,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
} from '@kubernetes/client-node';
import { installDrivers } from './drivers';
import { EBS, LOCAL_PATH, PROVISIONED_BY, volumeFor } from './volume';
import { watch } from '../pods/watched';

const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
/** Whose part is played. */
const PLAYED = [EBS, LOCAL_PATH];
const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';

/** Makes and removes volumes until it is stopped. */
export interface Provisioner {
  /** Volumes stay as they are. */
  stop(): Promise<void>;
}

/**
 * Plays the provisioners of EBS and of local paths, and EBS' resizer: makes a volume, in name only, for each claim that the
 * scheduler has found a node for, in that node's zone or on it, lets it grow when its claim asks for more, and removes
 * the volumes of claims that went if their class says so.
 *
 * @param report told what went wrong with a volume
 */
export async function provisionVolumes(config: KubeConfig, report: (trouble: string) => void): Promise<Provisioner> {
  await installDrivers(config);
  const core = config.makeApiClient(CoreV1Api);
  const storage = config.makeApiClient(StorageV1Api);

  async function provision({ metadata, spec }: V1PersistentVolumeClaim): Promise<void> {
    const { annotations, name } = metadata!;
    const node = annotations?.[SELECTED_NODE];
    if (!PLAYED.includes(annotations?.[PROVISIONER] ?? '') || !node || spec?.volumeName) return;
    try {
      const storageClass = await storage.readStorageClass({ name: spec!.storageClassName! });
      const body = volumeFor({ metadata, spec }, storageClass, await core.readNode({ name: node }));
      // A claim is seen at each of its changes; its volume has a name of its own, and so is made once.
      await core.createPersistentVolume({ body }).catch(unless(409));
    } catch (error) {
      report(`no volume for claim ${name}: ${String(error)}`);
    }
  }

  async function grow({ metadata, spec, status }: V1PersistentVolumeClaim): Promise<void> {
    const { name, namespace } = metadata!;
    const size = spec?.resources?.requests?.storage;
    if (status?.phase !== 'Bound' || !size || status.capacity?.storage === size) return;
    try {
      const volume = await core.readPersistentVolume({ name: spec!.volumeName! });
      if (volume.metadata?.annotations?.[PROVISIONED_BY] !== EBS) return;
      volume.spec!.capacity = { storage: size };
      await core.replacePersistentVolume({ name: volume.metadata.name!, body: volume });
      const body = { metadata, spec, status: { ...status, capacity: { storage: size } } };
      // Whoever changed the claim since shows it here once more.
      await core
        .replaceNamespacedPersistentVolumeClaimStatus({ name: name!, namespace: namespace!, body })
        .catch(unless(409));
    } catch (error) {
      report(`the volume of claim ${name} did not grow: ${String(error)}`);
    }
  }

  async function reclaim({ metadata, spec, status }: V1PersistentVolume): Promise<void> {
    const name = metadata!.name!;
    if (!PLAYED.includes(metadata!.annotations?.[PROVISIONED_BY] ?? '') || metadata!.deletionTimestamp) return;
    if (status?.phase !== 'Released' || spec?.persistentVolumeReclaimPolicy !== 'Delete') return;
    await core
      .deletePersistentVolume({ name })
      .catch(unless(404))
      .catch((error: unknown) => report(`volume ${name} stays: ${String(error)}`));
  }

  const claims = watch<V1PersistentVolumeClaim>(
    config,
    '/api/v1/persistentvolumeclaims',
    () => core.listPersistentVolumeClaimForAllNamespaces(),
    (claim, change) => void (change === 'there' && provision(claim).then(() => grow(claim))),
  );
  const volumes = watch<V1PersistentVolume>(
    config,
    '/api/v1/persistentvolumes',
    () => core.listPersistentVolume(),
    (volume, change) => void (change === 'there' && reclaim(volume)),
  );
  return { stop: async () => void (await Promise.all([claims.stop(), volumes.stop()])) };
}

function unless(expected: number) {
  return (error: { code?: number }) => {
    if (error.code !== expected) throw error;
  };
}
