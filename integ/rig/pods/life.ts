import { V1Container, V1Lifecycle, V1Pod, V1Probe } from '@kubernetes/client-node';
import { Hook } from './workload';

/** The label by which a pod is known to have a stand-in. */
export const STAND_IN_LABEL = { key: 'app.kubernetes.io/component', value: 'web' };

/** The port that a stand-in serves on, by its name in the container. */
const PORT_NAME = 'http';

/** What the kubelet would do with a container, in the words of its specification. */
export interface ContainerLife {
  readonly name: string;
  readonly startup?: ProbeLife;
  readonly readiness?: ProbeLife;
  readonly liveness?: ProbeLife;
  readonly preStop?: Hook;
  /** Whether what ended is started again. */
  restarts(code: number): boolean;
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

/** The container that has a port named `http`, or else the first. */
export function webContainer(pod: V1Pod): V1Container {
  const containers = pod.spec?.containers ?? [];
  return containers.find(({ ports }) => ports?.some(({ name }) => name === PORT_NAME)) ?? containers[0];
}

/** Reads the life of a container. */
export function lifeOf(pod: V1Pod, container: V1Container): ContainerLife {
  const policy = pod.spec?.restartPolicy ?? 'Always';
  return {
    name: container.name,
    startup: probeLife(container.startupProbe),
    readiness: probeLife(container.readinessProbe),
    liveness: probeLife(container.livenessProbe),
    preStop: preStop(container.lifecycle),
    restarts: (code) => policy === 'Always' || (policy === 'OnFailure' && code !== 0),
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

/** Understands the sleep handler, and `sleep N` in a command, alone or in a shell's line. */
function preStop(lifecycle?: V1Lifecycle): Hook | undefined {
  const hook = lifecycle?.preStop;
  if (hook?.sleep) return { sleep: hook.sleep.seconds };
  if (!hook?.exec?.command) return undefined;
  const { command } = hook.exec;
  const sleep = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/.exec(command.join(' '));
  return { command, sleep: sleep ? Number(sleep[1]) : 0 };
}
