import { V1Container, V1Pod, V1Probe } from '@kubernetes/client-node';

/** The label by which a pod is known to have a stand-in. */
export const STAND_IN_LABEL = { key: 'app.kubernetes.io/component', value: 'web' };

/** The port that a stand-in serves on, by its name in the container. */
const PORT_NAME = 'http';

/** What the kubelet would do with a pod's web container, in the words of its specification. */
export interface PodLife {
  readonly container: string;
  readonly image: string;
  readonly startup?: ProbeLife;
  readonly readiness?: ProbeLife;
  /** Seconds that the preStop hook takes. */
  readonly preStop: number;
}

/** A probe by HTTP; all times in seconds. */
export interface ProbeLife {
  readonly path: string;
  readonly initialDelay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

/** Whether the pod is one that gets a stand-in. */
export function hasStandIn(pod: V1Pod): boolean {
  return pod.metadata?.labels?.[STAND_IN_LABEL.key] === STAND_IN_LABEL.value;
}

/** Reads the life of the container that has a port named `http`, or else of the first. */
export function lifeOf(pod: V1Pod): PodLife {
  const containers = pod.spec?.containers ?? [];
  const web = containers.find(({ ports }) => ports?.some(({ name }) => name === PORT_NAME)) ?? containers[0];
  return {
    container: web.name,
    image: web.image ?? '',
    startup: probeLife(web.startupProbe),
    readiness: probeLife(web.readinessProbe),
    preStop: preStopSeconds(web),
  };
}

/** The API server fills in a probe's defaults (Kubernetes, "Configure Probes"); these are for pods written by hand. */
function probeLife(probe?: V1Probe): ProbeLife | undefined {
  if (!probe?.httpGet) return undefined;
  return {
    path: probe.httpGet.path ?? '/',
    initialDelay: probe.initialDelaySeconds ?? 0,
    period: probe.periodSeconds ?? 10,
    timeout: probe.timeoutSeconds ?? 1,
    failureThreshold: probe.failureThreshold ?? 3,
    successThreshold: probe.successThreshold ?? 1,
  };
}

/** Understands `sleep N`, alone or in a shell's line, and the sleep handler. Any other hook takes no time here. */
function preStopSeconds(container: V1Container): number {
  const hook = container.lifecycle?.preStop;
  if (hook?.sleep) return hook.sleep.seconds;
  const sleep = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/.exec((hook?.exec?.command ?? []).join(' '));
  return sleep ? Number(sleep[1]) : 0;
}
