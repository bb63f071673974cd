import { KubeObject } from './objects';

/** The annotation that tells which revision of a write-only value was written: the server itself does not know. */
export const REVISION = 'docnow.io/data-wo-revision';

/** The values of a Secret as the API has them. */
export function base64(data: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]));
}

/**
 * Gives an object with a write-only value the one that is there, until its revision is another.
 *
 * @param born makes a new value; without it the object stays without
 */
export async function withValue(
  object: KubeObject,
  live: KubeObject | undefined,
  born?: () => Promise<Record<string, string>>,
): Promise<KubeObject> {
  const revision = object.metadata.annotations?.[REVISION];
  if (revision === undefined) return object;
  if (live && live.metadata.annotations?.[REVISION] === revision) return { ...object, data: live.data };
  return born ? { ...object, data: base64(await born()) } : object;
}
