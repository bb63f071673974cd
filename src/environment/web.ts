import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { WEB_PORT } from './configuration';
import { colorLabels, selectorLabels } from './labels';
import { PodContext, podTemplate } from './pod';
import { WebProps } from './web-props';
import { checkedTimings } from '../platform/checked-timings';
import { Color } from '../platform/color';
import { IEntryBinding } from '../platform/entry';
import { invalid } from '../platform/invalid';
import { makeDeployment } from '../platform/workloads';

/** Makes the Service that leads to web's pods, and nowhere while there are none. */
export function makeWebService(scope: Construct, namespace: string, color: Color): ServiceV1 {
  return new ServiceV1(scope, 'Service', {
    metadata: { name: 'web', namespace, labels: colorLabels(color) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(color, 'web'),
      port: [{ name: 'http', port: WEB_PORT, targetPort: 'http', protocol: 'TCP' }],
    },
  });
}

/** Makes the budget that lets a node be emptied one web pod at a time. */
export function makeWebBudget(scope: Construct, namespace: string, color: Color): PodDisruptionBudgetV1 {
  return new PodDisruptionBudgetV1(scope, 'Budget', {
    metadata: { name: 'web', namespace, labels: colorLabels(color) },
    spec: { maxUnavailable: '1', selector: { matchLabels: selectorLabels(color, 'web') } },
  });
}

/** Makes web's pods, after everything that they need to be reached and guarded. */
export function makeWeb(
  scope: Construct,
  context: PodContext,
  props: WebProps,
  way: IEntryBinding,
  dependsOn: ITerraformDependable[],
): DeploymentV1 {
  const { color, namespace } = context;
  const replicas = props.replicas ?? 2;
  if (!Token.isUnresolved(replicas) && !(Number.isInteger(replicas) && replicas >= 2)) {
    throw invalid(scope, {
      property: 'web.replicas',
      value: replicas,
      because: 'with which requests are lost whenever a pod or a node goes',
      wayOut: 'Use 2 or more.',
    });
  }
  const timings = checkedTimings(scope, 'web.timings', props.timings, way.deregistrationDelay);
  const probe = (path: string) => ({ httpGet: { path, port: 'http', scheme: 'HTTP' }, timeoutSeconds: 5 });
  return makeDeployment(scope, 'Web', {
    metadata: { name: 'web', namespace, labels: colorLabels(color) },
    waitForRollout: true,
    timeouts: { create: '15m', update: '15m', delete: '5m' },
    spec: {
      replicas: Token.asString(replicas),
      // A rollout that has stood still for 5 minutes has failed: a pod comes up within 2, image and health checks included.
      progressDeadlineSeconds: 300,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selectorLabels(color, 'web') },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '0', maxSurge: '1' } },
      template: podTemplate(context, {
        component: 'web',
        program: 'dist/commands/server',
        resources: { cpu: '100m', memory: '512Mi', ...props.resources },
        container: {
          port: [{ name: 'http', containerPort: WEB_PORT, protocol: 'TCP' }],
          startupProbe: { ...probe('/'), periodSeconds: 2, failureThreshold: 60 },
          livenessProbe: { ...probe('/'), periodSeconds: 10, failureThreshold: 3 },
          // Touches the settings in the store, so a pod that cannot reach it takes no traffic.
          readinessProbe: { ...probe('/api/v1/setup'), periodSeconds: 10, failureThreshold: 3 },
          lifecycle: { preStop: [{ exec: { command: ['sleep', String(timings.preStop)] } }] },
        },
        pod: {
          terminationGracePeriodSeconds: timings.terminationGracePeriod,
          readinessGate: way.readinessGates.map((conditionType) => ({ conditionType })),
        },
      }),
    },
    dependsOn,
  });
}
