import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { ITerraformDependable, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from '../labels';
import { workerReplicas } from './worker-replicas';
import { exclusiveWorkersGuard } from './workers-guard';
import { WorkerProps } from './workers-props';
import { invalid } from '../../platform/invalid';
import { makeDeployment } from '../../platform/workloads';
import { PodContext, podTemplate } from '../pods/pod';

/**
 * Makes the workers: the old pod of each is gone before a new one comes, and of those of which only one may run none starts
 * while another colour has one.
 */
export function makeWorkers(
  scope: Construct,
  context: PodContext,
  props: { [worker: string]: WorkerProps },
  state: TerraformVariable,
  dependsOn: ITerraformDependable[],
): DeploymentV1[] {
  const { color, namespace, release } = context;
  const application = release._application;
  checkNames(
    scope,
    application.workers.map(({ name }) => name),
    props,
  );
  const guard = exclusiveWorkersGuard(scope, application, color, context.data);
  return application.workers.map((worker) => {
    const { name, command, exclusive } = worker;
    const running = JSON.stringify(exclusive ? ['active'] : ['active', 'draining']);
    const replicas = workerReplicas(scope, worker, props[name]);
    return makeDeployment(scope, `Worker-${name}`, {
      metadata: { name, namespace, labels: colorLabels(application, color) },
      waitForRollout: true,
      timeouts: { create: '10m', update: '10m', delete: '5m' },
      spec: {
        replicas: `\${contains(${running}, ${state.fqn}) ? "${replicas}" : "0"}`,
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
  });
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
