import { Fn, Op, Precondition } from 'cdktf';
import { Color } from '../color';

/** Internal: how a traffic strategy knows a Service of any namespace, as DNS does: `web.docnow-blue`. */
export function serviceId(service: string, namespace: string): string {
  return `${service}.${namespace}`;
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
      'nowhere. Give entry.namespace the namespace of the environment.',
  };
}
