import { TestContext } from 'node:test';

/** Waits for work, and tells in the test's report what came of it and how long it took. */
export async function timed<T>(context: TestContext, what: string, work: Promise<T>): Promise<T> {
  const begun = Date.now();
  const done = await work;
  context.diagnostic(`${what}: ${JSON.stringify(done)} in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  return done;
}
