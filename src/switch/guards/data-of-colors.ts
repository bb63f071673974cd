import { Construct } from 'constructs';
import { ColorInCluster, listWhen } from './colors-in-cluster';
import { COMPATIBLE_FROM, DATA_LABEL, SCHEMA } from '../../platform/data-labels';
import { named } from '../../platform/named';

/**
 * Internal: what the namespaces of all colours tell of their data, asked when a colour gains traffic.
 *
 * @returns the name of a map, by colour, of `data`, a name for where it is, `schema` and `compatible_from`, null if not said
 */
export function dataOfColors(scope: Construct, { guarded, name }: ColorInCluster, colors: ColorInCluster[]): string {
  const namespaces = listWhen(scope, `Namespaces-${name}`, guarded, {
    apiVersion: 'v1',
    kind: 'Namespace',
    labelSelector: `kubernetes.io/metadata.name in (${colors.map(({ namespace }) => namespace).join(',')})`,
  });
  const color = 'try(one.metadata.labels["app.kubernetes.io/instance"], one.metadata.name)';
  const annotation = (key: string) => `try(tonumber(one.metadata.annotations["${key}"]), null)`;
  return named(
    scope,
    `data_for_${name}`,
    `\${{for one in ${namespaces} : ${color} => {` +
      `data = try(one.metadata.labels["${DATA_LABEL}"], ""), ` +
      `schema = ${annotation(SCHEMA)}, compatible_from = ${annotation(COMPATIBLE_FROM)}}}}`,
  );
}
