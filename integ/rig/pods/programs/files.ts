import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { V1Container, V1Pod } from '@kubernetes/client-node';
import { Host } from './host';
import { KnownImage } from './images';
import { folderOfVolume } from './volumes';
import { ROOT } from '../../../project';

/** A container's files on this machine. */
export interface Files {
  /** Stands for `/`. */
  readonly root: string;
  /** What a container's paths are here: those of its volumes and of the image. */
  readonly places: ReadonlyMap<string, string>;
  /** Where it leaves word of its end. */
  readonly terminationLog: string;
}

/**
 * Unpacks an image anew and puts the volumes into it, as links. Nothing makes it read-only, and the programs run as
 * whoever runs the rig: what Pod Security wants is asked by the API server alone.
 *
 * @throws NotYet when a volume is missing
 */
export async function unpack(host: Host, pod: V1Pod, container: V1Container, image: KnownImage): Promise<Files> {
  const mounts = await Promise.all(
    (container.volumeMounts ?? []).map(async ({ name, mountPath, subPath = '' }) => {
      const volume = pod.spec!.volumes!.find((one) => one.name === name)!;
      return [mountPath, join(await folderOfVolume(host, pod, volume), subPath)] as const;
    }),
  );
  const root = join(host.folder, 'pods', pod.metadata!.uid!, 'containers', container.name);
  await rm(root, { recursive: true, force: true });
  for (const [inside, folder] of Object.entries(image.folders)) {
    await cp(folder, join(root, inside), { recursive: true, filter: (source) => !source.endsWith('/node_modules') });
  }
  const work = join(root, image.workingDirectory);
  await mkdir(work, { recursive: true });
  await symlink(image.modules ?? join(ROOT, 'node_modules'), join(work, 'node_modules'));
  for (const [inside, folder] of mounts) {
    await rm(join(root, inside), { recursive: true, force: true });
    await mkdir(dirname(join(root, inside)), { recursive: true });
    await symlink(folder, join(root, inside));
  }
  const { terminationMessagePath = '/dev/termination-log' } = container;
  const terminationLog = join(root, terminationMessagePath);
  await mkdir(dirname(terminationLog), { recursive: true });
  await writeFile(terminationLog, '');
  const known = [image.workingDirectory, terminationMessagePath, ...mounts.map(([inside]) => inside)];
  const places = new Map(known.map((inside) => [inside, join(root, inside)]));
  return { root, places, terminationLog };
}
