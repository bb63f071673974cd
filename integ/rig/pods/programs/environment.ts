import { CoreV1Api, V1Container, V1EnvFromSource, V1EnvVar, V1Pod } from '@kubernetes/client-node';
import { NotYet } from '../workload';

type Values = Record<string, string>;

/**
 * A container's environment, as a kubelet resolves it: `envFrom` in its order, then `env`, with `$(NAME)` filled in.
 *
 * @throws NotYet CreateContainerConfigError when a ConfigMap, a Secret or a key is missing that is not optional
 */
export async function environmentOf(core: CoreV1Api, pod: V1Pod, container: V1Container): Promise<Values> {
  const namespace = pod.metadata!.namespace!;
  const values: Values = {};
  for (const source of container.envFrom ?? []) Object.assign(values, await allOf(core, namespace, source));
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom ? await valueFrom(core, pod, variable) : expand(variable.value ?? '', values);
    if (value !== undefined) values[variable.name] = value;
  }
  return values;
}

/** Fills in `$(NAME)` where the name is known; `$$(NAME)` stays as `$(NAME)` (Kubernetes, "Define Dependent Environment Variables"). */
export function expand(text: string, values: Values): string {
  return text.replace(/\$(\$?)\(([A-Za-z_][\w.-]*)\)/g, (all, escaped, name) =>
    escaped ? `$(${name})` : (values[name] ?? all),
  );
}

async function allOf(core: CoreV1Api, namespace: string, source: V1EnvFromSource): Promise<Values> {
  const { configMapRef, secretRef, prefix = '' } = source;
  const found = configMapRef
    ? await configMap(core, namespace, configMapRef.name!, configMapRef.optional)
    : await secret(core, namespace, secretRef!.name!, secretRef!.optional);
  return Object.fromEntries(Object.entries(found ?? {}).map(([key, value]) => [prefix + key, value]));
}

async function valueFrom(
  core: CoreV1Api,
  pod: V1Pod,
  { name, valueFrom: from }: V1EnvVar,
): Promise<string | undefined> {
  const namespace = pod.metadata!.namespace!;
  if (from?.fieldRef) return fieldOf(pod, from.fieldRef.fieldPath);
  const reference = from?.secretKeyRef ?? from?.configMapKeyRef;
  if (!reference) throw new NotYet('CreateContainerConfigError', `env ${name}: this kind of source is not played`);
  const read = from?.secretKeyRef ? secret : configMap;
  const value = (await read(core, namespace, reference.name!, reference.optional))?.[reference.key];
  if (value === undefined && !reference.optional) {
    const kind = from?.secretKeyRef ? 'Secret' : 'ConfigMap';
    throw new NotYet(
      'CreateContainerConfigError',
      `couldn't find key ${reference.key} in ${kind} ${namespace}/${reference.name}`,
    );
  }
  return value;
}

/** The values of a ConfigMap. @throws NotYet when it is missing and not optional */
export async function configMap(core: CoreV1Api, namespace: string, name: string, optional = false) {
  const found = await core.readNamespacedConfigMap({ namespace, name }).catch(missing('configmap', name, optional));
  return found && (found.data ?? {});
}

/** The values of a Secret, decoded. @throws NotYet when it is missing and not optional */
export async function secret(core: CoreV1Api, namespace: string, name: string, optional = false) {
  const found = await core.readNamespacedSecret({ namespace, name }).catch(missing('secret', name, optional));
  const entries = Object.entries(found?.data ?? {});
  return found && Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

function missing(kind: string, name: string, optional: boolean) {
  return (error: { code?: number }) => {
    if (error.code !== 404) throw error;
    if (!optional) throw new NotYet('CreateContainerConfigError', `${kind} "${name}" not found`);
    return undefined;
  };
}

function fieldOf(pod: V1Pod, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) return pod.metadata?.[keyed[1] as 'labels' | 'annotations']?.[keyed[2]] ?? '';
  const value = path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], pod);
  return value === undefined ? '' : String(value);
}
