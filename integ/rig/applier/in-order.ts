/**
 * Does each piece of work after those it names, as many at once as can be. What comes after a failure is left undone;
 * the rest is done, as Terraform does it.
 *
 * @throws all failures, in one error
 */
export async function inOrder<Key>(
  after: ReadonlyMap<Key, readonly Key[]>,
  work: (key: Key) => Promise<void>,
): Promise<void> {
  const begun = new Map<Key, Promise<boolean>>();
  const failures: Error[] = [];
  const begin = (key: Key): Promise<boolean> => {
    if (!begun.has(key)) begun.set(key, run(key));
    return begun.get(key)!;
  };
  const run = async (key: Key): Promise<boolean> => {
    const before = await Promise.all((after.get(key) ?? []).map(begin));
    if (before.includes(false)) return false;
    try {
      await work(key);
      return true;
    } catch (error) {
      failures.push(error as Error);
      return false;
    }
  };
  await Promise.all([...after.keys()].map(begin));
  if (failures.length === 1) throw failures[0];
  if (failures.length) throw new AggregateError(failures, failures.map(({ message }) => message).join('\n\n'));
}

/** The same work the other way round: each before those it names. */
export function reversed<Key>(after: ReadonlyMap<Key, readonly Key[]>): Map<Key, Key[]> {
  const result = new Map<Key, Key[]>([...after.keys()].map((key) => [key, []]));
  for (const [key, earlier] of after) for (const one of earlier) result.get(one)?.push(key);
  return result;
}
