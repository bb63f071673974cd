import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Precondition, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { Color } from '../../platform/color';
import { DATA_LABEL } from '../../platform/data-labels';
import { Application } from '../release/application';

/**
 * What must hold before exclusive workers start: that no pod of one is there in another colour, at the plan as the API
 * server tells it. One that is on its way out counts, and one that nobody has seen started, too: only what has ended does
 * no harm.
 *
 * Colours are found by the labels of their namespaces: those that work on the same data, so that two sites in one cluster
 * are none of each other's business. Whoever plans has to be allowed to list namespaces, and pods in those
 * of the other colours. With a reason in `skip_guards` nobody is asked.
 */
export function exclusiveWorkersGuard(
  scope: Construct,
  application: Application,
  color: Color,
  data?: string,
): Precondition[] {
  const exclusive = application.workers.filter((worker) => worker.exclusive).map(({ name }) => name);
  if (exclusive.length === 0) return [];
  const construct = new Construct(scope, 'Guard');
  const others = `app.kubernetes.io/name=${application.name},app.kubernetes.io/instance!=${color.name}`;
  const namespaces = new DataKubernetesResources(construct, 'Colors', {
    apiVersion: 'v1',
    kind: 'Namespace',
    labelSelector: data === undefined ? others : `${others},${DATA_LABEL}=${data}`,
  });
  const pods = new DataKubernetesResources(construct, 'Pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    labelSelector: `${others},app.kubernetes.io/component in (${exclusive.join(',')})`,
  });
  // Overrides, since cdktf has no iterator over what is known at the plan alone.
  const guarded = 'var.workers == "active" && trimspace(var.skip_guards) == ""';
  const names = `${namespaces.fqn}.objects[*].metadata.name`;
  pods.addOverride('for_each', `\${toset(${guarded} ? ${names} : [])}`);
  pods.addOverride('namespace', '${each.value}');
  const running = new TerraformLocal(
    construct,
    'Running',
    `\${sort(flatten([for found in ${pods.fqn} : [for pod in found.objects : ` +
      '"${pod.metadata.namespace}/${pod.metadata.name}" if !contains(["Succeeded", "Failed"], pod.status.phase)]]))}',
  ).fqn;
  return [
    {
      condition: `\${length(${running}) == 0}`,
      errorMessage:
        `workers is active for ${color.name}, but a worker of which only one may run is there in another colour: ` +
        `\${join(", ", ${running})}. Stop it there first, by -var workers=draining or standby, and wait until its pods ` +
        "are gone. In an emergency add -var skip_guards='why'.",
    },
  ];
}
