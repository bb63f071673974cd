/**
 * A resource of the stack that goes to the API server, such as `kubernetes_service_v1.Web_12AB34CD`, or a data source that
 * is read from there, with `data.` before it.
 */
export type Address = string;

/** The name by which Terraform knows what is written of it, as a local value and as an output. */
export function written(address: Address): string {
  return address.replaceAll('.', '__');
}

/** The addresses that a value mentions, wherever it does. */
export function mentioned(value: unknown, known: ReadonlyMap<Address, unknown>): Address[] {
  const found = new Set<Address>();
  eachString(value, (text) => {
    for (const [address] of text.matchAll(TRAVERSAL)) {
      const name = addressOf(address);
      if (known.has(name)) found.add(name);
    }
    return text;
  });
  return [...found];
}

/**
 * Makes references to such resources references to what is written of them, so that Terraform itself resolves every
 * expression. In the file a block is an object; Terraform counts it as a list of one, so `metadata[0]` becomes
 * `metadata`.
 *
 * @throws when something is asked for that only the API server knows
 */
export function refer<T>(value: T, known: ReadonlyMap<Address, unknown>): T {
  return eachString(value, (text) => {
    if (!text.includes('${')) return text;
    return text.replace(TRAVERSAL, (whole) => {
      const address = addressOf(whole);
      if (!known.has(address)) return whole;
      return `local.${written(address)}${path(whole, address, known.get(address))}`;
    });
  }) as T;
}

const TRAVERSAL = /\b(?:data\.)?(?:kubernetes_\w+|helm_release)\.[\w-]+(?:\.[A-Za-z_][\w-]*|\[\d+\])*/g;

function addressOf(traversal: string): Address {
  return traversal.split(/[.[]/, traversal.startsWith('data.') ? 3 : 2).join('.');
}

function path(whole: string, address: Address, body: unknown): string {
  let here = body;
  let result = '';
  for (const [step, key, index] of whole.slice(address.length).matchAll(/\.([A-Za-z_][\w-]*)|\[(\d+)\]/g)) {
    const opaque = typeof here !== 'object' || here === null;
    if (index === '0' && !opaque && !Array.isArray(here)) continue;
    if (!opaque && !Object.hasOwn(here as object, key ?? index)) {
      throw new Error(
        `${whole}: ${key ?? index} is not written in the stack, so that only the cluster knows it, and it cannot be ` +
          `had without Terraform's provider. Refer to what is written, such as metadata[0].name.`,
      );
    }
    if (!opaque) here = (here as Record<string, unknown>)[key ?? index];
    result += step;
  }
  return result;
}

function eachString(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => eachString(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, eachString(item, change)]));
}
