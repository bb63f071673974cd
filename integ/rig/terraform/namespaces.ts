/** The namespaces that a synthesized stack puts objects into, as far as their names stand in it. */
export function namespacesOf(stack: Record<string, any>): string[] {
  const names = Object.entries<Record<string, any>>(stack.resource ?? {}).flatMap(([type, byName]) =>
    Object.values(byName).map((body) => {
      const [metadata] = [body.metadata ?? {}].flat();
      return /^kubernetes_namespace(_v1)?$/.test(type) ? metadata.name : (metadata.namespace ?? body.namespace);
    }),
  );
  return [...new Set(names.filter((name) => typeof name === 'string' && !name.includes('${')))];
}
