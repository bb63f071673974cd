/* eslint-disable @typescript-eslint/no-require-imports */
import type * as deployments from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type * as statefulSets from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Construct } from 'constructs';

// These two bindings are half of all the code that this package stands on: 5 MB each, most of it the fields of a pod.
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
