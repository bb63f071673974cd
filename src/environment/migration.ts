import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import type { JobV1, JobV1SpecTemplate } from '@cdktf/provider-kubernetes/lib/job-v1';
import { Fn, ITerraformDependable, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from './labels';
import { PodContext, podTemplate } from './pods/pod';
import { FAIL_ON_REJECTION } from './preload';
import { labelSelector } from '../platform/label-selector';
import { makeJob } from '../platform/workloads';

const COMPONENT = 'migrate';

/** Half an hour: a migration that takes longer is better done by hand, before the release. */
const DEADLINE_SECONDS = 1800;

/**
 * Makes the Job that brings the database to the form of this release, once for each image and configuration. What comes
 * after it is not touched when it fails, so that the version that runs goes on.
 *
 * It is tried once: a second try would hide the words of the first behind the lock that this left. A pod that its node took
 * along has not failed, and is made anew.
 */
export function makeMigration(
  scope: Construct,
  context: PodContext,
  dependsOn: ITerraformDependable[],
): JobV1 | undefined {
  const { color, namespace, release, configuration } = context;
  const application = release._application;
  if (!application.migration) return undefined;
  const version = Fn.substr(Fn.sha256(Fn.join(' ', [release.image, configuration.checksum])), 0, 10);
  const template = podTemplate(context, {
    component: COMPONENT,
    command: application.migration,
    environment: application.nodejs ? { [FAIL_ON_REJECTION]: '1' } : {},
    resources: { cpu: '100m', memory: '256Mi' },
    container: { terminationMessagePolicy: 'FallbackToLogsOnError' },
    pod: { restartPolicy: 'Never' },
  });
  const labels = { ...colorLabels(application, color), ...selectorLabels(application, color, COMPONENT) };
  return makeJob(scope, 'Migration', {
    metadata: { name: `${COMPONENT}-${version}`, namespace, labels },
    waitForCompletion: true,
    timeouts: { create: '35m', update: '35m', delete: '5m' },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: DEADLINE_SECONDS,
      podFailurePolicy: {
        rule: [{ action: 'Ignore', onPodCondition: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: template as JobV1SpecTemplate,
    },
    dependsOn,
  });
}

/**
 * Tells, by the output `failed_migration`, the last lines of a migration that failed: Terraform's own error names the Job
 * alone. It is asked at each plan, so the next one after the failure has them.
 *
 * @param namespaceName the name itself: what is not made yet is not asked before
 */
export function tellFailedMigration(scope: Construct, { color, release }: PodContext, namespaceName: string): void {
  const application = release._application;
  if (!application.migration || Token.isUnresolved(namespaceName)) return;
  const selector = selectorLabels(application, color, COMPONENT);
  const pods = new DataKubernetesResources(scope, 'MigrationPods', {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: namespaceName,
    labelSelector: labelSelector(selector),
  }).fqn;
  const words = 'try(pod.status.containerStatuses[0].state.terminated.message, pod.status.message, "no words")';
  new TerraformOutput(TerraformStack.of(scope), 'failed_migration', {
    staticId: true,
    description: 'The last lines of a migration that failed; empty when none did',
    value: `\${join("\\n", [for pod in ${pods}.objects : "\${pod.metadata.name}: \${${words}}" if try(pod.status.phase, "") == "Failed"])}`,
  });
}
