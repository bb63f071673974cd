import { Fn, Op, Precondition } from 'cdktf';
import { Color } from '../color';

/** Internal: how a traffic strategy knows a Service of any namespace, as DNS does: `web.docnow-blue`. */
export function serviceId(service: string, namespace: string): string {
  return `${service}.${namespace}`;
}

/** Internal: the Service that a strategy knows so, or undefined when it is known by something else, such as an ARN. */
export function serviceOf(id: string): { readonly name: string; readonly namespace: string } | undefined {
  const [, name, namespace] = /^([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(id) ?? [];
  return name && namespace ? { name, namespace } : undefined;
}

/** Internal: the namespace of a colour's environment, unless its user gave another. */
export function namespaceOf(color: Color, given?: string): string {
  return given ?? `docnow-${color.name}`;
}

/** Internal: refuses, at the plan, a way in that is known by another Service than the one that it leads to. */
export function isKnownBy(targetId: string, service: string, namespace: string): Precondition {
  const actual = serviceId(service, namespace);
  return {
    condition: Op.eq(Fn.join('.', [service, namespace]), targetId),
    errorMessage:
      `entry is known to a switch as '${targetId}', but leads to '${actual}', so that traffic would be switched to ` +
      'nowhere. Tell the way in the namespace of the environment.',
  };
}
