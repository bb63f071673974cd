import { isIP } from 'net';
import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/**
 * Internal: refuses what is no range, and none at all.
 *
 * @param none what an empty list would mean
 * @throws with the way out
 */
export function checkSourceCidrs(
  scope: IConstruct,
  ranges: string[],
  property = 'entry.sourceCidrs',
  none = 'which a network policy takes for everybody',
): void {
  if (ranges.length === 0) {
    throw invalid(scope, {
      property,
      value: ranges,
      because: none,
      wayOut: 'Name the ranges that requests come from, such as those of the nodes: 10.0.0.0/16.',
    });
  }
  for (const value of ranges) {
    if (Token.isUnresolved(value)) continue;
    const [address, prefix, ...rest] = value.split('/');
    const bits = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
    if (rest.length === 0 && /^\d{1,3}$/.test(prefix ?? '') && Number(prefix) <= bits) continue;
    const wayOut = 'Write an address with its prefix, such as 10.0.0.0/16.';
    throw invalid(scope, { property, value, because: 'which is not a range in CIDR form', wayOut });
  }
}
