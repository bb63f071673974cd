/** Internal: a range of IPv6 addresses, as numbers. */
export interface Ipv6Cidr {
  /** The first address, 0 to 2^128 - 1. */
  readonly first: bigint;
  /** The number of fixed bits, 0 to 128. */
  readonly prefix: number;
}

/** Reads `2001:db8:1200::/56`; undefined when it is no range, or its address has bits beyond the prefix. */
export function parseIpv6Cidr(text: string): Ipv6Cidr | undefined {
  const [, address, bits] = /^([0-9a-f:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const prefix = Number(bits);
  if (!address || prefix > 128) return undefined;
  const halves = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - halves.flat().length;
  // "::" stands once, for at least one group (RFC 4291, section 2.2).
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...halves[0], ...Array<string>(missing).fill('0'), ...(halves[1] ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const first = groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
  return first % size(prefix) === 0n ? { first, prefix } : undefined;
}

/** Whether two ranges share an address. */
export function ipv6Overlap(one: Ipv6Cidr, other: Ipv6Cidr): boolean {
  return one.first < other.first + size(other.prefix) && other.first < one.first + size(one.prefix);
}

function size(prefix: number): bigint {
  return 2n ** BigInt(128 - prefix);
}
