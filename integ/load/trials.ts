import { setTimeout as sleep } from 'node:timers/promises';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { inFlight } from './in-flight';
import { Scene } from './scene';
import { Failure } from '../rig/load/load';
import { RunningProgram } from '../rig/pods/programs/running-program';

const asStrategicMerge = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
const BLUE = { namespace: 'docnow-blue', name: 'web' };

/** Something that happens to web while requests come in. */
export interface Trial {
  readonly name: string;
  /** Before requests come in. */
  prepare?(scene: Scene): Promise<void>;
  run(scene: Scene): Promise<void>;
  /**
   * Failures that have to be, named; any other is one too many. @default - none
   */
  excused?(
    scene: Scene,
    failures: readonly Failure[],
  ): Promise<{ readonly ids: ReadonlySet<string>; readonly why: string }>;
}

/** What is killed by `kill -9`, for its accounts afterwards. */
let killed: { readonly program: RunningProgram; readonly port: number };

export const TRIALS: readonly Trial[] = [
  {
    name: 'rolling update',
    async run(scene) {
      const old = await scene.web('blue');
      const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
      const body = { spec: { template: { metadata: { annotations } } } };
      await scene.apps.patchNamespacedDeployment({ ...BLUE, body }, asStrategicMerge);
      await scene.settled('blue', old.length, old);
    },
  },
  {
    name: 'node drain',
    async run(scene) {
      const pods = await scene.web('blue');
      const name = pods[0].spec!.nodeName!;
      const cordon = (unschedulable: boolean) =>
        scene.core.patchNode({ name, body: { spec: { unschedulable } } }, asStrategicMerge);
      await cordon(true);
      const leaving = pods.filter(({ spec }) => spec!.nodeName === name);
      for (const { metadata } of leaving) await evict(scene, metadata!.name!);
      await scene.settled('blue', pods.length, leaving);
      await cordon(false);
    },
  },
  {
    name: 'scale-down from 4 to 2',
    async prepare(scene) {
      await scale(scene, 4);
    },
    async run(scene) {
      await scale(scene, 2);
    },
  },
  {
    name: 'kill -9 of a pod',
    async run(scene) {
      const run = scene.rig.pods.pods.find(
        ({ namespace, name }) => namespace === BLUE.namespace && name.startsWith('web-'),
      )!;
      killed = { program: run.main as RunningProgram, port: run.main.port };
      await run.crash();
      await scene.settled('blue', 2);
    },
    async excused(_scene, failures) {
      const lost = inFlight(await killed.program.log(0));
      // The balancer says to whom it sent what came to nothing.
      const late = failures.filter(({ id, reason }) => !lost.has(id) && reason.includes(`:${killed.port}/`));
      const why = `${lost.size} in flight on the killed pod, ${late.length} sent to it before the balancer knew`;
      return { ids: new Set([...lost, ...late.map(({ id }) => id)]), why };
    },
  },
];

/** The API server refuses what the budget does not allow yet, and is asked again, as `kubectl drain` does. */
async function evict(scene: Scene, name: string): Promise<void> {
  const { namespace } = BLUE;
  for (;;) {
    try {
      await scene.core.createNamespacedPodEviction({ namespace, name, body: { metadata: { namespace, name } } });
      return;
    } catch (error) {
      if ((error as { code?: number }).code !== 429) throw error;
      await sleep(1000);
    }
  }
}

/** As an HPA does: by the scale subresource. */
async function scale(scene: Scene, replicas: number): Promise<void> {
  await scene.apps.patchNamespacedDeploymentScale({ ...BLUE, body: { spec: { replicas } } }, asStrategicMerge);
  await scene.settled('blue', replicas);
}
