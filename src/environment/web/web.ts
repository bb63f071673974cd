import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type { HorizontalPodAutoscalerV2 } from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import type { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { makeAutoscaler, SCALED } from './autoscaler';
import { colorLabels, selectorLabels } from '../labels';
import { webProbes } from './probes';
import { makeWebBudget } from './web-budget';
import { WebProps } from './web-props';
import { webScale } from './web-scale';
import { checkedTimings } from '../../platform/checked-timings';
import { IEntryBinding } from '../../platform/entry';
import { invalid } from '../../platform/invalid';
import { makeDeployment } from '../../platform/workloads';
import { PodContext, podTemplate } from '../pods/pod';
import { Application } from '../release/application';

/** What answers users. */
export interface Web {
  readonly deployment: DeploymentV1;
  readonly budget: PodDisruptionBudgetV1;
  readonly autoscaler?: HorizontalPodAutoscalerV2;
}

/** Makes web's pods, after everything that they need to be reached and guarded. */
export function makeWeb(
  scope: Construct,
  context: PodContext,
  props: WebProps,
  way: IEntryBinding,
  dependsOn: ITerraformDependable[],
): Web {
  const { color, namespace } = context;
  const application = context.release._application;
  const { command, port } = application.web;
  const { replicas, scaling, resources } = webScale(scope, props);
  const timings = checkedTimings(scope, 'web.timings', props.timings, way.deregistrationDelay);
  checkKeepAlive(scope, application, way);
  const probes = webProbes(scope, application.web, props.probes);
  const selector = selectorLabels(application, color, 'web');
  const metadata = { namespace, labels: colorLabels(application, color) };
  const budget = makeWebBudget(scope, metadata, selector, props.maxUnavailable ?? 1, replicas);
  const deployment = makeDeployment(scope, 'Web', {
    metadata: { ...metadata, name: 'web' },
    waitForRollout: true,
    timeouts: { create: '15m', update: '15m', delete: '5m' },
    spec: {
      replicas: Token.asString(replicas),
      progressDeadlineSeconds: probes.progressDeadlineSeconds,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '0', maxSurge: '1' } },
      template: podTemplate(context, {
        component: 'web',
        command,
        resources,
        requireZoneSpread: props.requireZoneSpread,
        policy: props.pod,
        container: {
          port: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
          ...probes.container,
          lifecycle: { preStop: [{ exec: { command: ['sleep', String(timings.preStop)] } }] },
        },
        pod: {
          terminationGracePeriodSeconds: timings.terminationGracePeriod,
          readinessGate: way.readinessGates.map((conditionType) => ({ conditionType })),
        },
      }),
    },
    dependsOn: [...dependsOn, budget],
    // Also when the Deployment is made it has the fewest pods, not the one that Kubernetes would take for none said.
    lifecycle: scaling && { ignoreChanges: SCALED },
  });
  return { deployment, budget, autoscaler: scaling && makeAutoscaler(scope, metadata, deployment, scaling) };
}

function checkKeepAlive(scope: Construct, { web: { keepAlive } }: Application, { idleTimeout }: IEntryBinding): void {
  if (keepAlive === undefined || idleTimeout === undefined || keepAlive > idleTimeout) return;
  throw invalid(scope, {
    property: 'release.web.keepAlive',
    value: keepAlive,
    because: `not longer than the ${idleTimeout} s of the way in, so that it hangs up on requests: 502`,
    wayOut: 'Have the program keep idle connections longer, or the way in shorter.',
  });
}
