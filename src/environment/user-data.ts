import { IConstruct } from 'constructs';
import type { PodContext } from './pods/pod';
import { Application } from './release/application';
import { containerResources } from '../platform/container-resources';
import { invalid } from '../platform/invalid';
import { RESTRICTED_CONTAINER } from '../platform/pod-security';
import { ISharedVolume } from '../platform/shared-volume';

/** Refuses an application without the files that it shares, and files that no program of it would see. */
export function checkUserData(scope: IConstruct, { userData }: Application, volume?: ISharedVolume): void {
  if ((userData === undefined) === (volume === undefined)) return;
  throw invalid(scope, {
    property: 'userData',
    value: volume ? 'a volume' : undefined,
    because: volume ? 'but this release has no folder for it' : 'but all pods of this release share files',
    wayOut: volume
      ? 'Leave it out.'
      : 'Give a volume that many nodes can write, such as EfsVolume or SharedVolume.nfs(...).',
  });
}

/** The volume of the files that all pods share, and where it is in a pod. */
export function userDataVolumes({ release, userDataClaim }: PodContext) {
  if (userDataClaim === undefined) return [];
  const name = 'user-data';
  return [
    {
      volume: { name, persistentVolumeClaim: { claimName: userDataClaim } },
      mount: { name, mountPath: `${release.directory}/${release._application.userData}` },
    },
  ];
}

/**
 * An empty volume hides the image's own folder (folders that DocNow expects, a picture): this puts it there once. A cp
 * that skips what is there may say so by its exit code; a volume that cannot be written fails in mkdir.
 */
export function userDataSeeds({ release, userDataClaim }: PodContext) {
  if (userDataClaim === undefined) return [];
  const { userData } = release._application;
  const copy = `cp -Rn ${userData}/. /seed/ || true`;
  return [
    {
      name: 'user-data',
      image: release.image,
      imagePullPolicy: 'IfNotPresent',
      command: ['/bin/sh', '-c', `mkdir -p /seed/archives /seed/images && { ${copy}; }`],
      workingDir: release.directory,
      resources: containerResources('10m', '32Mi', '64Mi'),
      securityContext: RESTRICTED_CONTAINER,
      volumeMount: [{ name: 'user-data', mountPath: '/seed' }],
    },
  ];
}
