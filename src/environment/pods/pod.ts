import type {
  DeploymentV1SpecTemplate,
  DeploymentV1SpecTemplateSpec,
  DeploymentV1SpecTemplateSpecContainer,
} from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { Color } from '../../platform/color';
import { RESTRICTED_CONTAINER, restrictedPod } from '../../platform/pod-security';
import { nodesFor } from '../architectures';
import { Configuration } from '../configuration';
import { podLabels, selectorLabels } from '../labels';
import { addedVolumes, environmentFrom, merged, sidecarContainers } from './pod-additions';
import { PodPolicy } from './pod-policy';
import { PRELOAD_DIRECTORY } from '../preload';
import { Resources } from './resources';
import { containerResources } from '../../platform/container-resources';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { Release } from '../release/release';
import { revisionsOf } from '../secrets/secret-copies';
import { userDataSeeds, userDataVolumes } from '../user-data';

/** What the pods of one colour have in common. */
export interface PodContext {
  readonly color: Color;
  readonly namespace: string;
  readonly release: Release;
  /** By environment variable, where its value is. */
  readonly secrets: { [key: string]: SecretKeyReference };
  readonly configuration: Configuration;
  readonly serviceAccountName: string;
  /** The claim of the files that all pods share, when the application has such. */
  readonly userDataClaim?: string;
  /** What is so of all pods. */
  readonly policy: PodPolicy;
  /** A name for the data that the colour works on. */
  readonly data?: string;
}

/** What distinguishes one kind of pod from the others. */
export interface PodKind {
  readonly component: string;
  readonly command: string[];
  /** Environment variables of its own. */
  readonly environment?: Record<string, string>;
  readonly resources: Required<Resources>;
  /** Whether a pod rather waits than upsets the balance of zones. */
  readonly requireZoneSpread?: boolean;
  /** What is so of these pods, on top of what is so of all. */
  readonly policy?: PodPolicy;
  readonly container?: Partial<DeploymentV1SpecTemplateSpecContainer>;
  readonly pod?: Partial<DeploymentV1SpecTemplateSpec>;
}

/** The template of a kind of pods. Programs are started directly: npm would not pass signals on. */
export function podTemplate(context: PodContext, kind: PodKind): DeploymentV1SpecTemplate {
  const { color, release, configuration } = context;
  const application = release._application;
  const { preload } = configuration;
  const policy = merged(context.policy, kind.policy);
  const added = addedVolumes(policy);
  const own = [...userDataVolumes(context), ...(preload ? [preloadVolume(preload.metadata.name)] : []), TMP];
  const volumes = [...own, ...added];
  // A container that goes on forever would keep a Job from ending.
  const ends = kind.pod?.restartPolicy !== undefined;
  const user = policy.user ?? application.user;
  return {
    metadata: {
      labels: { ...policy.labels, ...podLabels(application, color, kind.component) },
      annotations: {
        ...policy.annotations,
        'docnow.io/configuration': configuration.checksum,
        ...secretRevisions(context),
      },
    },
    spec: {
      serviceAccountName: context.serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: pullSecrets(release),
      nodeSelector: noneIfEmpty({ ...policy.nodeSelector, ...nodesFor(release) }),
      toleration: policy.tolerations,
      priorityClassName: policy.priorityClassName,
      runtimeClassName: policy.runtimeClassName,
      securityContext: restrictedPod(user, policy.group),
      topologySpreadConstraint: spread(selectorLabels(application, color, kind.component), kind.requireZoneSpread),
      initContainer: userDataSeeds(context),
      container: [
        {
          name: kind.component,
          image: release.image,
          imagePullPolicy: 'IfNotPresent',
          command: kind.command,
          workingDir: release.directory,
          env: [
            ...Object.entries(kind.environment ?? {}).map(([name, value]) => ({ name, value })),
            ...application.secretKeys.map((key) => ({
              name: key,
              valueFrom: { secretKeyRef: { name: context.secrets[key].secretName, key: context.secrets[key].key } },
            })),
          ],
          envFrom: [...environmentFrom(policy), { configMapRef: { name: configuration.variables.metadata.name } }],
          resources: containerResources(kind.resources.cpu, kind.resources.memory),
          securityContext: RESTRICTED_CONTAINER,
          volumeMount: volumes.map(({ mount }) => mount),
          ...kind.container,
        },
        ...(ends
          ? []
          : sidecarContainers(
              policy,
              [TMP, ...added].map(({ mount }) => mount),
            )),
      ],
      volume: volumes.map(({ volume }) => volume),
      ...kind.pod,
    },
  };
}

/**
 * Apart by zone and by node. Where a zone must do, it counts when it has nodes that the pods may go to, and pods of one
 * version are balanced among themselves: an update would otherwise leave them as the old ones' gaps were.
 */
function spread(matchLabels: Record<string, string>, requireZones = false) {
  const must = { whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor', matchLabelKeys: ['pod-template-hash'] };
  const should = { whenUnsatisfiable: 'ScheduleAnyway' };
  const apart = { maxSkew: 1, labelSelector: [{ matchLabels }] };
  return [
    { ...apart, topologyKey: 'topology.kubernetes.io/zone', ...(requireZones ? must : should) },
    { ...apart, topologyKey: 'kubernetes.io/hostname', ...should },
  ];
}

/** The Secrets by which nodes log in to the image's registry. */
export function pullSecrets({ imagePullSecrets }: Release): { readonly name: string }[] | undefined {
  return imagePullSecrets.length > 0 ? imagePullSecrets.map((name) => ({ name })) : undefined;
}

function noneIfEmpty(labels: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(labels).length > 0 ? labels : undefined;
}

/** Pods read secrets when they start: another revision renews them. */
function secretRevisions({ secrets }: PodContext): Record<string, string> {
  const revisions = revisionsOf(secrets);
  return revisions ? { 'docnow.io/secrets': revisions } : {};
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
