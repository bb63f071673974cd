import type { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { ITerraformDependable, Token } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from './labels';
import { PodContext, podTemplate } from './pod';
import { Application } from './release/application';
import { WebProps } from './web-props';
import { checkedTimings } from '../platform/checked-timings';
import { Color } from '../platform/color';
import { IEntryBinding } from '../platform/entry';
import { invalid } from '../platform/invalid';
import { makeDeployment } from '../platform/workloads';

/** Makes the Service that leads to web's pods, and nowhere while there are none. */
export function makeWebService(scope: Construct, namespace: string, application: Application, color: Color): ServiceV1 {
  return new ServiceV1(scope, 'Service', {
    metadata: { name: 'web', namespace, labels: colorLabels(application, color) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(application, color, 'web'),
      port: [{ name: 'http', port: application.web.port, targetPort: 'http', protocol: 'TCP' }],
    },
  });
}

/** Makes the budget that lets a node be emptied one web pod at a time. */
export function makeWebBudget(
  scope: Construct,
  namespace: string,
  application: Application,
  color: Color,
): PodDisruptionBudgetV1 {
  return new PodDisruptionBudgetV1(scope, 'Budget', {
    metadata: { name: 'web', namespace, labels: colorLabels(application, color) },
    spec: { maxUnavailable: '1', selector: { matchLabels: selectorLabels(application, color, 'web') } },
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
  const application = context.release._application;
  const { command, livenessPath, readinessPath } = application.web;
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
    metadata: { name: 'web', namespace, labels: colorLabels(application, color) },
    waitForRollout: true,
    timeouts: { create: '15m', update: '15m', delete: '5m' },
    spec: {
      replicas: Token.asString(replicas),
      // A rollout that has stood still for 5 minutes has failed: a pod comes up within 2, image and health checks included.
      progressDeadlineSeconds: 300,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selectorLabels(application, color, 'web') },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '0', maxSurge: '1' } },
      template: podTemplate(context, {
        component: 'web',
        command,
        resources: { cpu: '100m', memory: '512Mi', ...props.resources },
        container: {
          port: [{ name: 'http', containerPort: application.web.port, protocol: 'TCP' }],
          startupProbe: { ...probe(livenessPath), periodSeconds: 2, failureThreshold: 60 },
          livenessProbe: { ...probe(livenessPath), periodSeconds: 10, failureThreshold: 3 },
          readinessProbe: { ...probe(readinessPath), periodSeconds: 10, failureThreshold: 3 },
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
