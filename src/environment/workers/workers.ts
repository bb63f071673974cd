import type { Release } from '@cdktf/provider-helm/lib/release';
import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { Fn, ITerraformDependable, Op, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from '../labels';
import { liveReplicas, makeScaledObject } from './scaled-object';
import { checkedAutoscaling, ScalingGround } from './worker-autoscaling-checks';
import { workerReplicas } from './worker-replicas';
import { exclusiveWorkersGuard } from './workers-guard';
import { WorkerProps } from './workers-props';
import { invalid } from '../../platform/invalid';
import { makeDeployment } from '../../platform/workloads';
import { PodContext, podTemplate } from '../pods/pod';

/** What works in the background. */
export interface Workers {
  readonly deployments: DeploymentV1[];
  readonly autoscalers: Release[];
}

/**
 * Makes the workers: the old pod of each is gone before a new one comes, and of those of which only one may run none starts
 * while another colour has one. The number of those that KEDA scales is left as the plan finds it.
 */
export function makeWorkers(
  scope: Construct,
  context: PodContext,
  props: { [worker: string]: WorkerProps },
  ground: ScalingGround,
  state: TerraformVariable,
  dependsOn: ITerraformDependable[],
): Workers {
  const { color, namespace, release } = context;
  const application = release._application;
  checkNames(
    scope,
    application.workers.map(({ name }) => name),
    props,
  );
  const guard = exclusiveWorkersGuard(scope, application, color, context.data);
  const autoscalers: Release[] = [];
  const deployments = application.workers.map((worker) => {
    const { name, command, exclusive } = worker;
    const running = exclusive ? ['active'] : ['active', 'draining'];
    const scaling = props[name]?.autoscaling && checkedAutoscaling(scope, worker, props[name], ground);
    const replicas = scaling
      ? `tostring(max(${scaling.min}, ${liveReplicas(scope, `Live-${name}`, namespace, name)}))`
      : JSON.stringify(workerReplicas(scope, worker, props[name]));
    const deployment = makeDeployment(scope, `Worker-${name}`, {
      metadata: { name, namespace, labels: colorLabels(application, color) },
      waitForRollout: true,
      timeouts: { create: '10m', update: '10m', delete: '5m' },
      spec: {
        replicas: `\${contains(${JSON.stringify(running)}, ${state.fqn}) ? ${replicas} : "0"}`,
        progressDeadlineSeconds: 300,
        revisionHistoryLimit: 3,
        selector: { matchLabels: selectorLabels(application, color, name) },
        strategy: { type: 'Recreate' },
        template: podTemplate(context, {
          component: name,
          command,
          resources: { cpu: '100m', memory: '256Mi', ...props[name]?.resources },
          policy: props[name]?.pod,
          pod: { terminationGracePeriodSeconds: 30 },
        }),
      },
      lifecycle: exclusive ? { precondition: guard } : undefined,
      dependsOn,
    });
    if (scaling) {
      const { redis } = release._application;
      const autoscaler = makeScaledObject(scope, `Autoscaler-${name}`, {
        namespace,
        worker: name,
        name: deployment.metadata.name,
        autoscaling: scaling,
        redisLists: worker.redisLists,
        redis: ground.redis!,
        password: redis?.password === undefined ? undefined : context.secrets[redis.password],
        paused: Op.not(Fn.contains(running, state.value)),
      });
      autoscalers.push(autoscaler);
    }
    return deployment;
  });
  return { deployments, autoscalers };
}

function checkNames(scope: Construct, workers: string[], props: { [worker: string]: WorkerProps }): void {
  const stranger = Object.keys(props).find((name) => !workers.includes(name));
  if (stranger === undefined) return;
  throw invalid(scope, {
    property: `workers.${stranger}`,
    value: stranger,
    because: 'which is no worker of this release',
    wayOut: `Its workers are ${workers.join(', ') || 'none'}.`,
  });
}
