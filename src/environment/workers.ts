import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { ITerraformDependable, Op, TerraformStack, TerraformVariable, Token, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from './labels';
import { PodContext, podTemplate } from './pod';
import { WorkerProgram } from './release/programs';
import { workerReplicas } from './worker-replicas';
import { WorkerProps } from './workers-props';
import { invalid } from '../platform/invalid';
import { makeDeployment } from '../platform/workloads';

/**
 * Declares the stack's variable `workers`, without a default: whoever applies says each time whether this colour's
 * workers run. Two running stream loaders would collect tweets twice.
 */
export function workersVariable(scope: Construct): TerraformVariable {
  const variable = new TerraformVariable(TerraformStack.of(scope), 'workers', {
    type: 'string',
    nullable: false,
    description: 'active: the workers of this colour run. standby: they do not. Only one colour may be active.',
  });
  variable.addValidation({
    condition: '${contains(["active", "standby"], var.workers)}',
    errorMessage: 'workers must be active or standby: whether the workers of this colour run.',
  });
  return variable;
}

/** Makes the workers: the old pod of each is gone before a new one comes. */
export function makeWorkers(
  scope: Construct,
  context: PodContext,
  props: { [worker: string]: WorkerProps },
  mode: TerraformVariable,
  dependsOn: ITerraformDependable[],
): DeploymentV1[] {
  const { color, namespace, release } = context;
  const application = release._application;
  checkNames(
    scope,
    application.workers.map(({ name }) => name),
    props,
  );
  const replicas = (worker: Required<WorkerProgram>) =>
    conditional(Op.eq(mode.stringValue, 'active'), workerReplicas(scope, worker, props[worker.name]), '0');
  return application.workers.map((worker) => {
    const { name, command } = worker;
    return makeDeployment(scope, `Worker-${name}`, {
      metadata: { name, namespace, labels: colorLabels(application, color) },
      waitForRollout: true,
      timeouts: { create: '10m', update: '10m', delete: '5m' },
      spec: {
        replicas: Token.asString(replicas(worker)),
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
