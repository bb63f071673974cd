/** Internal: a range of IPv4 addresses, as numbers. */
export interface Cidr {
  /** The first address, 0 to 2^32 - 1. */
  readonly first: number;
  /** The number of fixed bits, 0 to 32. */
  readonly prefix: number;
}

/** Ranges that no one on the internet has: RFC 1918 and RFC 6598 (shared address space). */
export const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Reads `10.42.0.0/16`; undefined when it is no range, or its address has bits beyond the prefix. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [prefix, ...bytes] = [match[5], ...match.slice(1, 5)].map(Number);
  if (prefix > 32 || bytes.some((byte) => byte > 255)) return undefined;
  const first = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return first % size(prefix) === 0 ? { first, prefix } : undefined;
}

/** Writes a range as text. */
export function formatCidr({ first, prefix }: Cidr): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** Whether `outer` holds every address of `inner`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return (
    outer.prefix <= inner.prefix && Math.floor(inner.first / size(outer.prefix)) * size(outer.prefix) === outer.first
  );
}

/** Whether every address of a range is a private one. */
export function isPrivate(cidr: Cidr): boolean {
  return PRIVATE_RANGES.some((range) => contains(parseCidr(range)!, cidr));
}

function size(prefix: number): number {
  return 2 ** (32 - prefix);
}
