/* eslint-disable @typescript-eslint/no-require-imports */
import type * as deployments from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type * as autoscalers from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import type * as statefulSets from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Construct } from 'constructs';

// These bindings are half of all the code that this package stands on: pods' fields are 5 MB each time.
// So they are loaded with the first pods that somebody makes, and not with the package.

/** Makes a Deployment. */
export function makeDeployment(
  scope: Construct,
  id: string,
  config: deployments.DeploymentV1Config,
): deployments.DeploymentV1 {
  const { DeploymentV1 } = require('@cdktf/provider-kubernetes/lib/deployment-v1') as typeof deployments;
  return new DeploymentV1(scope, id, config);
}

/** Makes a StatefulSet. */
export function makeStatefulSet(
  scope: Construct,
  id: string,
  config: statefulSets.StatefulSetV1Config,
): statefulSets.StatefulSetV1 {
  const { StatefulSetV1 } = require('@cdktf/provider-kubernetes/lib/stateful-set-v1') as typeof statefulSets;
  return new StatefulSetV1(scope, id, config);
}

/** Makes a HorizontalPodAutoscaler. */
export function makeHorizontalPodAutoscaler(
  scope: Construct,
  id: string,
  config: autoscalers.HorizontalPodAutoscalerV2Config,
): autoscalers.HorizontalPodAutoscalerV2 {
  const { HorizontalPodAutoscalerV2 } =
    require('@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2') as typeof autoscalers;
  return new HorizontalPodAutoscalerV2(scope, id, config);
}
