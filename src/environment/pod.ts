import type {
  DeploymentV1SpecTemplate,
  DeploymentV1SpecTemplateSpec,
  DeploymentV1SpecTemplateSpecContainer,
} from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { nodesFor } from './architectures';
import { Configuration } from './configuration';
import { podLabels, selectorLabels } from './labels';
import { PRELOAD_DIRECTORY } from './preload';
import { Release } from './release/release';
import { Resources } from './resources';
import { DocNowSecrets } from './secrets';
import { userDataSeeds, userDataVolumes } from './user-data';
import { Color } from '../platform/color';
import { containerResources } from '../platform/container-resources';
import { RESTRICTED_CONTAINER, restrictedPod } from '../platform/pod-security';

/** What the pods of one colour have in common. */
export interface PodContext {
  readonly color: Color;
  readonly namespace: string;
  readonly release: Release;
  readonly secrets: DocNowSecrets;
  readonly configuration: Configuration;
  readonly serviceAccountName: string;
  /** The claim of the files that all pods share, when the application has such. */
  readonly userDataClaim?: string;
}

/** What distinguishes one kind of pod from the others. */
export interface PodKind {
  readonly component: string;
  readonly command: string[];
  readonly resources: Required<Resources>;
  readonly container?: Partial<DeploymentV1SpecTemplateSpecContainer>;
  readonly pod?: Partial<DeploymentV1SpecTemplateSpec>;
}

/** The template of a kind of pods. Programs are started directly: npm would not pass signals on. */
export function podTemplate(context: PodContext, kind: PodKind): DeploymentV1SpecTemplate {
  const { color, release, configuration } = context;
  const application = release._application;
  const { preload } = configuration;
  const volumes = [...userDataVolumes(context), ...(preload ? [preloadVolume(preload.metadata.name)] : []), TMP];
  return {
    metadata: {
      labels: podLabels(application, color, kind.component),
      annotations: { 'docnow.io/configuration': configuration.checksum },
    },
    spec: {
      serviceAccountName: context.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: pullSecrets(release),
      nodeSelector: nodesFor(release),
      securityContext: restrictedPod(application.user),
      topologySpreadConstraint: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: [{ matchLabels: selectorLabels(application, color, kind.component) }],
      })),
      initContainer: userDataSeeds(context),
      container: [
        {
          name: kind.component,
          image: release.image,
          imagePullPolicy: 'IfNotPresent',
          command: kind.command,
          workingDir: release.directory,
          env: application.secretKeys.map((key) => ({
            name: key,
            valueFrom: { secretKeyRef: { name: context.secrets.secretName, key } },
          })),
          envFrom: [{ configMapRef: { name: configuration.variables.metadata.name } }],
          resources: containerResources(kind.resources.cpu, kind.resources.memory),
          securityContext: RESTRICTED_CONTAINER,
          volumeMount: volumes.map(({ mount }) => mount),
          ...kind.container,
        },
      ],
      volume: volumes.map(({ volume }) => volume),
      ...kind.pod,
    },
  };
}

/** The Secrets by which nodes log in to the image's registry. */
export function pullSecrets({ imagePullSecrets }: Release): { readonly name: string }[] | undefined {
  return imagePullSecrets.length > 0 ? imagePullSecrets.map((name) => ({ name })) : undefined;
}

/** The root file system is read-only. */
const TMP = {
  volume: { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
  mount: { name: 'tmp', mountPath: '/tmp' },
};

function preloadVolume(configMap: string) {
  return {
    volume: { name: 'preload', configMap: { name: configMap } },
    mount: { name: 'preload', mountPath: PRELOAD_DIRECTORY, readOnly: true },
  };
}
