import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ControllerContext } from './controller-context';
import { PodIdentity } from '../platform/aws/iam/pod-identity';
import { Statement } from '../platform/aws/iam/policy-document';

/** Internal: where a controller runs, and what has to be there before its pods. */
export interface ControllerRole {
  readonly namespace: string;
  readonly dependsOn: ITerraformDependable[];
}

/** Internal: gives the pods of a service account in the controllers' own namespace a role. */
export function controllerRole(
  scope: Construct,
  context: ControllerContext,
  serviceAccount: string,
  statements: Statement[],
): ControllerRole {
  const { namespace, guards } = context.home();
  const identity = new PodIdentity(scope, 'Identity', {
    clusterName: context.cluster.name,
    namespace,
    serviceAccount,
    statements,
    dependsOn: [],
  });
  return { namespace, dependsOn: [...guards, ...identity.ready] };
}
