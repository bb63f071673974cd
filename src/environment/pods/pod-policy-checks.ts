import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { PodPolicy } from './pod-policy';
import { checkImage } from '../../platform/image-reference';
import { invalid } from '../../platform/invalid';
import { checkObjectName } from '../../platform/object-name';
import { repeated } from '../../platform/repeated';
import { checkUserNumber } from '../../platform/user-number';
import { checkWhole } from '../../platform/whole-number';

/** Labels and annotations by which an environment, its Service, its policies and its stores find pods. */
const OWN = /^(docnow\.io\/|app\.kubernetes\.io\/(name|instance|component|part-of)$)/;

/**
 * Internal: refuses what pods could not have.
 *
 * @param containers the names of containers that a pod has already
 * @param paths where a pod has volumes already
 * @throws with the way out
 */
export function checkPodPolicy(
  scope: IConstruct,
  property: string,
  policy: PodPolicy,
  { containers, paths }: { readonly containers: string[]; readonly paths: string[] },
): void {
  const { sidecars = [], volumes = [], user, group } = policy;
  const refuse = (name: string, value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property: `${property}.${name}`, value, because, wayOut });
  for (const one of ['labels', 'annotations'] as const) {
    const own = Object.keys(policy[one] ?? {}).find((key) => OWN.test(key));
    if (own !== undefined) throw refuse(one, own, 'by which the environment finds its pods', 'Use a name of your own.');
  }
  if (user !== undefined) checkUserNumber(scope, `${property}.user`, user);
  if (group !== undefined) checkUserNumber(scope, `${property}.group`, group);
  for (const one of ['priorityClassName', 'runtimeClassName'] as const) {
    const name = policy[one];
    if (name !== undefined) checkObjectName(scope, `${property}.${one}`, name);
  }
  checkSources(scope, property, policy);
  for (const sidecar of sidecars) {
    const of = `${property}.sidecars.${sidecar.name}`;
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(sidecar.name)) {
      const wayOut = 'Use 1 to 63 lower case letters, digits and hyphens, no hyphen at the ends.';
      throw refuse('sidecars.name', sidecar.name, 'which cannot be the name of a container', wayOut);
    }
    checkImage(scope, `${of}.image`, sidecar.image);
    checkSources(scope, of, sidecar);
    if (sidecar.port !== undefined) {
      checkWhole(scope, `${of}.port`, sidecar.port, [1025, 65535], 'which is no port of it');
    }
  }
  const sameName = repeated([...containers, ...sidecars.map(({ name }) => name)]);
  if (sameName !== undefined) {
    throw refuse('sidecars.name', sameName, 'the name of another container of the pod', 'Give it a name of its own.');
  }
  for (const { mountPath, _objectName } of volumes) {
    if (_objectName !== undefined) checkObjectName(scope, `${property}.volumes`, _objectName);
    if (Token.isUnresolved(mountPath) || /^(\/(?!\.\.?(\/|$))[^\s/:]+)+$/.test(mountPath)) continue;
    const wayOut = 'Begin it with a slash and end it without one, such as /etc/proxy.';
    throw refuse('volumes.mountPath', mountPath, 'which is no folder of a container', wayOut);
  }
  const samePath = repeated([...paths, ...volumes.map(({ mountPath }) => mountPath)]);
  if (samePath === undefined) return;
  throw refuse('volumes.mountPath', samePath, 'where another volume of the pod is', 'Give it a folder of its own.');
}

function checkSources(
  scope: IConstruct,
  property: string,
  sources: Pick<PodPolicy, 'environmentFromSecrets' | 'environmentFromConfigMaps'>,
): void {
  for (const one of ['environmentFromSecrets', 'environmentFromConfigMaps'] as const) {
    for (const name of sources[one] ?? []) checkObjectName(scope, `${property}.${one}`, name);
  }
}
