import { V1Container, V1Pod } from '@kubernetes/client-node';
import { hasStandIn, lifeOf, webContainer } from './life';
import { NameOnly } from './name-only';
import { Part } from './pod-run';
import { Host } from './programs/host';
import { isOurs } from './programs/images';
import { RunningProgram } from './programs/running-program';
import { StandIn } from './stand-in';
import { Workload } from './workload';

/** What pods are played with. */
export interface Cast {
  /** Where programs run; without it there are stand-ins alone. */
  readonly host?: Host;
  readonly startMilliseconds: number;
  readonly keepAliveMilliseconds: number;
}

/** The label that tells the colour. */
const COLOR_LABEL = 'app.kubernetes.io/instance';

/** Whether the rig plays the kubelet for the pod; kwok does for all others. */
export function isPlayed(pod: V1Pod): boolean {
  return hasStandIn(pod) || containersOf(pod).some(({ image }) => isOurs(image));
}

/**
 * What runs in a pod's containers: programs where the images are known, a stand-in for the web container of a pod whose
 * images are not, and elsewhere nothing but a name. Init containers are run in their order; of unknown images they are
 * skipped, since kwok says that they have ended.
 */
export function partsOf(pod: V1Pod, cast: Cast): { parts: Part[]; main: Workload } {
  const real = containersOf(pod).some(({ image }) => isOurs(image));
  const web = webContainer(pod);
  const containers = (pod.spec?.containers ?? []).map((container) => {
    const standIn = !real && container === web;
    return { container, init: false, workload: standIn ? standInOf(pod, web, cast) : workloadOf(pod, container, cast) };
  });
  const inits = (real ? (pod.spec?.initContainers ?? []) : [])
    .filter(({ image }) => isOurs(image))
    .map((container) => ({ container, init: true, workload: workloadOf(pod, container, cast) }));
  return { parts: [...inits, ...containers], main: containers.find(({ container }) => container === web)!.workload };
}

function workloadOf(pod: V1Pod, container: V1Container, { host }: Cast): Workload {
  return host && isOurs(container.image) ? new RunningProgram(host, pod, container) : new NameOnly();
}

function standInOf(pod: V1Pod, web: V1Container, cast: Cast): StandIn {
  const color = pod.metadata!.labels?.[COLOR_LABEL] ?? '';
  return new StandIn(
    { pod: pod.metadata!.name!, color, image: web.image ?? '' },
    { ...cast, probePath: lifeOf(pod, web).readiness?.path },
  );
}

function containersOf(pod: V1Pod): V1Container[] {
  return [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
}
