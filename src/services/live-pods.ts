import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { gibibytes } from './quantity';
import { labelSelector } from '../platform/label-selector';

/** Internal: which StatefulSet. */
export interface LivePodsProps {
  readonly namespace: string;
  readonly name: string;
  readonly selector: { [label: string]: string };
}

/** Internal: the StatefulSet and the claims of its pods as they are in the cluster when Terraform plans. */
export class LivePods extends Construct {
  /** An expression: how many pods the StatefulSet has; 0 when there is none. */
  readonly replicas: string;

  private readonly sizes: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LivePodsProps,
  ) {
    super(scope, id);
    const { namespace, name, selector } = props;
    const fieldSelector = `metadata.name=${name}`;
    const sets = new DataKubernetesResources(this, 'StatefulSet', {
      ...{ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, fieldSelector },
    }).fqn;
    const claims = new DataKubernetesResources(this, 'Claims', {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, labelSelector: labelSelector(selector) },
    }).fqn;
    this.replicas = `sum(concat([0], ${sets}.objects[*].spec.replicas))`;
    const requests = 'spec.resources.requests.storage';
    this.sizes =
      `distinct(concat([for one in ${sets}.objects : one.spec.volumeClaimTemplates[0].${requests}], ` +
      `${claims}.objects[*].${requests}))`;
  }

  /**
   * Refuses another size than that of the volumes that are there. A StatefulSet's template of claims cannot be changed:
   * Terraform would remove the StatefulSet with all its pods and make another, and the volumes would stay as they are.
   */
  sizeGuard(storageGiB: number): Precondition {
    const { namespace, name, selector } = this.props;
    const size = gibibytes(storageGiB);
    const others = `setsubtract(${this.sizes}, ["${size}"])`;
    return {
      condition: `\${length(${others}) == 0}`,
      errorMessage:
        `storageGiB of ${name} is ${storageGiB}, but there are volumes of \${join(" and ", ${others})}. ` +
        'Volumes can grow, never shrink, and not by Terraform. Let them grow, and leave the pods running:\n' +
        `for claim in $(kubectl -n ${namespace} get pvc -l ${labelSelector(selector)} -o name); do ` +
        `kubectl -n ${namespace} patch "$claim" -p '{"spec":{"resources":{"requests":{"storage":"${size}"}}}}'; done\n` +
        `kubectl -n ${namespace} delete statefulset ${name} --cascade=orphan\n` +
        'Then apply: the plan has to add the StatefulSet, which takes over the pods that run.',
    };
  }
}
