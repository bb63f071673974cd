import {
  DataKubernetesResources,
  DataKubernetesResourcesConfig,
} from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Construct } from 'constructs';
import { ClusterGuardProps } from './cluster-guard-props';
import { Color } from '../../platform/color';
import { GuardedTarget } from '../../platform/guard';
import { invalid } from '../../platform/invalid';

/** Internal: a target that runs in the cluster. */
export interface ColorInCluster {
  readonly guarded: GuardedTarget;
  readonly name: string;
  readonly namespace: string;
}

/** Internal: the targets that run in the cluster, which the stack of `scope` is connected to. @throws when none does */
export function colorsInCluster(
  scope: Construct,
  guard: string,
  { cluster, namespaces }: ClusterGuardProps,
  targets: GuardedTarget[],
): ColorInCluster[] {
  const property = `guards.${guard}.namespaces`;
  const names = targets.map(({ target }) => target.color.name);
  const stranger = Object.keys(namespaces ?? {}).find((name) => !names.includes(name));
  if (stranger !== undefined) {
    const because = `of which '${stranger}' is no target of the switch`;
    throw invalid(scope, { property, value: namespaces, because, wayOut: `Its targets are ${names.join(', ')}.` });
  }
  const found = targets.flatMap((guarded) => {
    const { color, minHealthyTargets } = guarded.target;
    const { name } = color;
    const elsewhere = name === Color.LEGACY.name || minHealthyTargets === 0;
    const namespace = namespaces ? namespaces[name] : elsewhere ? undefined : `docnow-${name}`;
    return namespace === undefined ? [] : [{ guarded, name, namespace }];
  });
  if (found.length === 0) {
    const because = 'so that nothing is asked';
    throw invalid(scope, { property, value: namespaces, because, wayOut: 'Name a colour, or leave the guard out.' });
  }
  cluster.connect(scope);
  return found;
}

/**
 * Internal: asks the API server for objects, at the plan, when a target gains. Two guards that want the same of a colour ask once.
 *
 * @returns an expression of a list of them, empty when nothing was asked
 */
export function listWhen(
  scope: Construct,
  id: string,
  { count, alsoOnWayBack }: GuardedTarget,
  what: Pick<DataKubernetesResourcesConfig, 'apiVersion' | 'kind' | 'namespace' | 'fieldSelector' | 'labelSelector'>,
): string {
  const there = scope.node.tryFindChild(id) as DataKubernetesResources | undefined;
  const data = there ?? new DataKubernetesResources(scope, id, { ...what, count });
  // Who asks on a way back asks always.
  if (alsoOnWayBack) data.count = count;
  return `flatten([for found in ${data.fqn} : [for object in found.objects : object]])`;
}

/** Internal: asks for the Deployment of a colour's web. */
export function webOf(scope: Construct, { guarded, name, namespace }: ColorInCluster): string {
  return listWhen(scope, `Web-${name}`, guarded, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace,
    fieldSelector: 'metadata.name=web',
  });
}
