/** The ids of the requests that a program had begun and not ended, by what it has written. */
export function inFlight(log: string): Set<string> {
  const begun = new Set<string>();
  for (const [, what, id] of log.matchAll(/^(begun|ended) ([0-9a-f-]{36}) /gm)) {
    if (what === 'begun') begun.add(id);
    else begun.delete(id);
  }
  return begun;
}
