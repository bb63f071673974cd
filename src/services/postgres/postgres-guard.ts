import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Construct } from 'constructs';
import { labelSelector } from '../../platform/label-selector';

const MAJOR = 'docnow.io/postgres-major';

/** Internal: which data is to be opened by which version. */
export interface MajorGuard {
  readonly namespace: string;
  readonly name: string;
  readonly selector: { [label: string]: string };
  readonly version: string;
  readonly major: number;
}

/**
 * Internal: fails a plan that would have data opened by another major version than the one that wrote it. The claim
 * tells which that was; it stays when the StatefulSet goes.
 *
 * @returns the label that the claim is to have
 */
export function majorGuard(scope: Construct, { namespace, name, selector, version, major }: MajorGuard) {
  const others = `[for claim in self.objects : claim.metadata.labels["${MAJOR}"] if claim.metadata.labels["${MAJOR}"] != "${major}"]`;
  new DataKubernetesResources(scope, 'Claims', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace,
    labelSelector: `${labelSelector(selector)},${MAJOR}`,
    lifecycle: {
      postcondition: [
        {
          condition: `\${length(${others}) == 0}`,
          errorMessage:
            `version is ${version}, but ${namespace}/${name} keeps data of PostgreSQL \${join(", ", ${others})}, which no other ` +
            'major version opens. Leave the version as it is, make a second Postgres beside it by another name, ' +
            'and restore the last backup into that (docs/postgres.md, "To another major version").',
        },
      ],
    },
  });
  return { [MAJOR]: String(major) };
}
