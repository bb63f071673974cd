import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { ITerraformDependable, Op, TerraformStack, TerraformVariable, Token, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from './labels';
import { PodContext, podTemplate } from './pod';
import { Resources } from './resources';
import { WorkersProps } from './workers-props';
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

/** Makes both workers: one pod each at most, the old one gone before a new one comes. */
export function makeWorkers(
  scope: Construct,
  context: PodContext,
  props: WorkersProps,
  mode: TerraformVariable,
  dependsOn: ITerraformDependable[],
): DeploymentV1[] {
  const { color, namespace } = context;
  const replicas = Token.asString(conditional(Op.eq(mode.stringValue, 'active'), '1', '0'));
  const worker = (id: string, component: 'stream-loader' | 'url-fetcher', resources?: Resources) =>
    makeDeployment(scope, id, {
      metadata: { name: component, namespace, labels: colorLabels(color) },
      waitForRollout: true,
      timeouts: { create: '10m', update: '10m', delete: '5m' },
      spec: {
        replicas,
        progressDeadlineSeconds: 300,
        revisionHistoryLimit: 3,
        selector: { matchLabels: selectorLabels(color, component) },
        strategy: { type: 'Recreate' },
        template: podTemplate(context, {
          component,
          program: `dist/commands/${component}`,
          resources: { cpu: '100m', memory: '256Mi', ...resources },
          pod: { terminationGracePeriodSeconds: 30 },
        }),
      },
      dependsOn,
    });
  return [
    worker('StreamLoader', 'stream-loader', props.streamLoader),
    worker('UrlFetcher', 'url-fetcher', props.urlFetcher),
  ];
}
