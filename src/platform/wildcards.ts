/** Internal: whether a name is meant by one of the patterns, in which `*` is any number of characters and `?` is one. */
export function meant(name: string, patterns: string[]): boolean {
  return patterns.some((pattern) => {
    const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${literal.replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(name);
  });
}
