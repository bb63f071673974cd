import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { V1Pod, V1Volume } from '@kubernetes/client-node';
import { configMap, secret } from './environment';
import { Host } from './host';
import { NotYet } from '../workload';

/**
 * The folder that stands for a pod's volume, made and filled. A ConfigMap or Secret that changes later is not written
 * again; a kind of volume that is not played is an empty folder.
 *
 * @throws NotYet when a ConfigMap, Secret or claim is missing
 */
export async function folderOfVolume(host: Host, pod: V1Pod, volume: V1Volume): Promise<string> {
  const folder = volume.persistentVolumeClaim
    ? await folderOfClaim(host, pod.metadata!.namespace!, volume.persistentVolumeClaim.claimName)
    : join(host.folder, 'pods', pod.metadata!.uid!, 'volumes', volume.name);
  await mkdir(folder, { recursive: true });
  const namespace = pod.metadata!.namespace!;
  const { configMap: map, secret: hidden } = volume;
  const values = map
    ? await configMap(host.core, namespace, map.name!, map.optional)
    : hidden && (await secret(host.core, namespace, hidden.secretName!, hidden.optional));
  const items = (map ?? hidden)?.items;
  for (const [key, value] of Object.entries(values ?? {})) {
    const path = items ? items.find((item) => item.key === key)?.path : key;
    if (path) await writeFile(join(folder, path), value);
  }
  return folder;
}

/** Claims of the same storage share one folder, in whatever namespace they are: the file system or export tells. */
async function folderOfClaim({ core, folder }: Host, namespace: string, name: string): Promise<string> {
  const claim = await core.readNamespacedPersistentVolumeClaim({ namespace, name });
  const { volumeName } = claim.spec!;
  if (!volumeName) throw new NotYet('ContainerCreating', `claim ${name} is not bound`);
  const { csi, nfs } = (await core.readPersistentVolume({ name: volumeName })).spec!;
  const storage = csi?.volumeHandle ?? (nfs ? `${nfs.server}${nfs.path}` : volumeName);
  return join(folder, 'storage', storage.replace(/\W+/g, '-'));
}
