import type {
  DeploymentV1SpecTemplate,
  DeploymentV1SpecTemplateSpec,
  DeploymentV1SpecTemplateSpecContainer,
} from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { nodesFor } from './architectures';
import { Configuration } from './configuration';
import { Component, podLabels, selectorLabels } from './labels';

import { PRELOAD_DIRECTORY } from './preload';
import { Release } from './release';
import { Resources } from './resources';
import { DocNowSecrets } from './secrets';
import { Color } from '../platform/color';
import { RESTRICTED_CONTAINER, restrictedPod } from '../platform/pod-security';

/** The user `node` of the image that DocNow's image is made from. */
const USER = 1000;

/** What the pods of one colour have in common. */
export interface PodContext {
  readonly color: Color;
  readonly namespace: string;
  readonly release: Release;
  readonly secrets: DocNowSecrets;
  readonly configuration: Configuration;
  readonly serviceAccountName: string;
  readonly userDataClaim: string;
}

/** What distinguishes one kind of pod from the others. */
export interface PodKind {
  readonly component: Component;
  /** What Node.js runs, relative to the release's directory. */
  readonly program: string;
  readonly resources: Required<Resources>;
  readonly container?: Partial<DeploymentV1SpecTemplateSpecContainer>;
  readonly pod?: Partial<DeploymentV1SpecTemplateSpec>;
}

/** The template of a kind of DocNow's pods. Node.js is started directly: npm would not pass signals on. */
export function podTemplate(context: PodContext, kind: PodKind): DeploymentV1SpecTemplate {
  const { color, release, configuration } = context;
  const mounts = [
    { name: 'user-data', mountPath: `${release.directory}/userData` },
    { name: 'preload', mountPath: PRELOAD_DIRECTORY, readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
  ];
  return {
    metadata: {
      labels: podLabels(color, kind.component),
      annotations: { 'docnow.io/configuration': configuration.checksum },
    },
    spec: {
      serviceAccountName: context.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      nodeSelector: nodesFor(release),
      securityContext: restrictedPod(USER),
      topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: [{ matchLabels: selectorLabels(color, kind.component) }],
      })),
      // An empty volume hides the image's own userData (folders that the application expects, a picture): put it there
      // once. A cp that skips what is there may say so by its exit code; a volume that cannot be written fails in mkdir.
      initContainer: [
        {
          name: 'user-data',
          image: release.image,
          imagePullPolicy: 'IfNotPresent',
          command: ['/bin/sh', '-c', 'mkdir -p /seed/archives /seed/images && { cp -Rn userData/. /seed/ || true; }'],
          workingDir: release.directory,
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
          securityContext: RESTRICTED_CONTAINER,
          volumeMount: [{ name: 'user-data', mountPath: '/seed' }],
        },
      ],
      container: [
        {
          name: kind.component,
          image: release.image,
          imagePullPolicy: 'IfNotPresent',
          command: ['node', kind.program],
          workingDir: release.directory,
          env: DocNowSecrets.KEYS.map((key) => ({
            name: key,
            valueFrom: { secretKeyRef: { name: context.secrets.secretName, key } },
          })),
          envFrom: [{ configMapRef: { name: configuration.variables.metadata.name } }],
          resources: resourcesOfContainer(kind.resources),
          securityContext: RESTRICTED_CONTAINER,
          volumeMount: mounts,
          ...kind.container,
        },
      ],
      volume: [
        { name: 'user-data', persistentVolumeClaim: { claimName: context.userDataClaim } },
        { name: 'preload', configMap: { name: configuration.preload.metadata.name } },
        { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
      ],
      ...kind.pod,
    },
  };
}

/** Memory is never given twice; processor time is shared, since a limit would slow a pod down while nodes are idle. */
function resourcesOfContainer({ cpu, memory }: Required<Resources>) {
  return { requests: { cpu, memory }, limits: { memory } };
}
