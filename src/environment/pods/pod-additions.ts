import type { DeploymentV1SpecTemplateSpecContainer } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { PodPolicy } from './pod-policy';
import { Sidecar } from './sidecar';
import { containerResources } from '../../platform/container-resources';
import { RESTRICTED_CONTAINER } from '../../platform/pod-security';

type Mount = { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean };

/** What is so of one program's pods: what is so of all, and its own on top. */
export function merged(all: PodPolicy, own: PodPolicy = {}): PodPolicy {
  const map = (one: 'labels' | 'annotations' | 'nodeSelector') => ({ [one]: { ...all[one], ...own[one] } });
  return {
    ...all,
    ...own,
    ...map('labels'),
    ...map('annotations'),
    ...map('nodeSelector'),
    tolerations: [...(all.tolerations ?? []), ...(own.tolerations ?? [])],
    sidecars: [...(all.sidecars ?? []), ...(own.sidecars ?? [])],
    volumes: [...(all.volumes ?? []), ...(own.volumes ?? [])],
    environmentFromSecrets: [...(all.environmentFromSecrets ?? []), ...(own.environmentFromSecrets ?? [])],
    environmentFromConfigMaps: [...(all.environmentFromConfigMaps ?? []), ...(own.environmentFromConfigMaps ?? [])],
  };
}

/** The volumes that were added, and where they are in a pod. */
export function addedVolumes({ volumes = [] }: PodPolicy) {
  return volumes.map(({ mountPath, readOnly, _source }, index) => {
    const name = `added-${index}`;
    return { volume: { name, ..._source }, mount: { name, mountPath, ...(readOnly && { readOnly }) } };
  });
}

/** Environment variables from what is there already. */
export function environmentFrom({ environmentFromSecrets = [], environmentFromConfigMaps = [] }: PodPolicy | Sidecar) {
  return [
    ...environmentFromSecrets.map((name) => ({ secretRef: { name } })),
    ...environmentFromConfigMaps.map((name) => ({ configMapRef: { name } })),
  ];
}

/** The containers beside the program's. */
export function sidecarContainers(
  { sidecars = [] }: PodPolicy,
  mounts: Mount[],
): DeploymentV1SpecTemplateSpecContainer[] {
  return sidecars.map(({ name, image, command, args, port, resources, preStop, ...sidecar }) => ({
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command,
    args,
    envFrom: environmentFrom(sidecar as Sidecar),
    port: port === undefined ? undefined : [{ containerPort: port, protocol: 'TCP' }],
    resources: containerResources(resources?.cpu ?? '10m', resources?.memory ?? '64Mi'),
    securityContext: RESTRICTED_CONTAINER,
    lifecycle: preStop && { preStop: [{ exec: { command: preStop } }] },
    volumeMount: mounts,
  }));
}
