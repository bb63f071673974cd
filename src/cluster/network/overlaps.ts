import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { contains, parseCidr } from './cidr';
import { ipv6Overlap, parseIpv6Cidr } from './ipv6-cidr';
import { invalid } from '../../platform/invalid';

/** Internal: a range of addresses, and the property that it was given by. */
export interface NamedRange {
  readonly property: string;
  readonly cidr: string;
  /** What whoever gave it can do when it is another's, too. */
  readonly wayOut: string;
}

/** Internal: whether it is written as IPv6. A token counts as IPv4. */
export function isIpv6(cidr: string): boolean {
  return !Token.isUnresolved(cidr) && cidr.includes(':');
}

/** Internal: refuses what is no range, whatever the family. */
export function checkRange(scope: IConstruct, property: string, value: string): void {
  if (Token.isUnresolved(value) || (isIpv6(value) ? parseIpv6Cidr(value) : parseCidr(value))) return;
  throw invalid(scope, {
    property,
    value,
    because: 'which is not a range in CIDR form',
    wayOut: 'Write a network address and prefix, such as 10.42.0.0/16 or 2001:db8:1200::/56',
  });
}

/** Internal: refuses two ranges that share an address, naming both. Ranges that are not known yet pass. */
export function checkOverlaps(scope: IConstruct, ranges: NamedRange[]): void {
  const known = ranges.filter(({ cidr }) => !Token.isUnresolved(cidr));
  known.forEach((later, index) => {
    const earlier = known.slice(0, index).find(({ cidr }) => overlap(cidr, later.cidr));
    if (!earlier) return;
    const because = `which overlaps ${earlier.cidr} of ${earlier.property}`;
    throw invalid(scope, { property: later.property, value: later.cidr, because, wayOut: later.wayOut });
  });
}

function overlap(one: string, other: string): boolean {
  if (isIpv6(one) !== isIpv6(other)) return false;
  if (isIpv6(one)) return ipv6Overlap(parseIpv6Cidr(one)!, parseIpv6Cidr(other)!);
  const [a, b] = [parseCidr(one)!, parseCidr(other)!];
  return contains(a, b) || contains(b, a);
}
