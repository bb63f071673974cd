/* eslint-disable @typescript-eslint/no-require-imports */
import type * as cronJobs from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import type * as deployments from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type * as autoscalers from '@cdktf/provider-kubernetes/lib/horizontal-pod-autoscaler-v2';
import type * as jobs from '@cdktf/provider-kubernetes/lib/job-v1';
import type * as statefulSets from '@cdktf/provider-kubernetes/lib/stateful-set-v1';
import { Construct } from 'constructs';

// These bindings are most of all the code that this package stands on: 5 MB each, nearly all of it the fields of a pod.
// So each is loaded with the first of its kind that somebody makes, and not with the package.

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

/** Makes a Job. */
export function makeJob(scope: Construct, id: string, config: jobs.JobV1Config): jobs.JobV1 {
  const { JobV1 } = require('@cdktf/provider-kubernetes/lib/job-v1') as typeof jobs;
  return new JobV1(scope, id, config);
}

/** Makes a CronJob. */
export function makeCronJob(scope: Construct, id: string, config: cronJobs.CronJobV1Config): cronJobs.CronJobV1 {
  const { CronJobV1 } = require('@cdktf/provider-kubernetes/lib/cron-job-v1') as typeof cronJobs;
  return new CronJobV1(scope, id, config);
}
