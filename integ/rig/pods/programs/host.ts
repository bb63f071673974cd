import { join } from 'node:path';
import { CoreV1Api } from '@kubernetes/client-node';
import { IMAGES, KnownImage } from './images';

/** The machine that programs run on. */
export interface Host {
  readonly core: CoreV1Api;
  /** Where the pods' files, the volumes and the logs are. */
  readonly folder: string;
  readonly images: Readonly<Record<string, KnownImage>>;
  /** Ports of loopback by `HOST:PORT` as pods name them: what DNS and kube-proxy would know. It may grow. */
  readonly services: Map<string, number>;
}

/** A host in a folder, with images and services of its own. */
export function hostIn(folder: string, core: CoreV1Api, images = IMAGES, services = new Map<string, number>()): Host {
  return { core, folder: join(folder, 'kubelet'), images, services };
}
