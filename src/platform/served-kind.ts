import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Construct } from 'constructs';

/**
 * Internal: a condition: whether the cluster knows a kind of object in a version, at the plan. What a chart makes of a kind
 * that is not there would only be refused in the middle of an apply.
 *
 * @param definition the name of its CustomResourceDefinition
 */
export function servedKind(scope: Construct, id: string, definition: string, version: string): string {
  const { fqn } = new DataKubernetesResources(scope, id, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    fieldSelector: `metadata.name=${definition}`,
  });
  const served = `[for one in kind.spec.versions : one.name == "${version}" && one.served]`;
  return `\${anytrue(flatten([for kind in ${fqn}.objects : ${served}]))}`;
}
