import { Lazy, TerraformStack, Testing } from 'cdktf';
import * as fc from 'fast-check';
import { formatCidr } from '../../../src/cluster/network/cidr';
import { parseIpv6Cidr } from '../../../src/cluster/network/ipv6-cidr';
import { checkOverlaps, checkRange } from '../../../src/cluster/network/overlaps';

const stack = new TerraformStack(Testing.app(), 'stack');

function overlap(...cidrs: string[]): boolean {
  const ranges = cidrs.map((cidr, index) => ({ property: `range ${index}`, cidr, wayOut: 'Move' }));
  try {
    checkOverlaps(stack, ranges);
    return false;
  } catch {
    return true;
  }
}

describe('checkOverlaps', () => {
  test('names both ranges, and the way out of whoever came later', () => {
    const ranges = [
      { property: 'network.cidr', cidr: '10.42.0.0/16', wayOut: 'one' },
      { property: 'serviceCidr', cidr: '10.42.8.0/21', wayOut: 'Take another' },
    ];
    expect(() => checkOverlaps(stack, ranges)).toThrow(
      "stack: serviceCidr is '10.42.8.0/21', which overlaps 10.42.0.0/16 of network.cidr. Take another",
    );
  });

  test('compares within a family, and lets pass what is not known yet', () => {
    expect(overlap('2001:db8::/32', '2001:db8:1200::/56')).toBe(true);
    expect(overlap('2001:db8:1200::/56', '2001:db8:1200:100::/56')).toBe(false);
    expect(overlap('0.0.0.0/0', '::/0')).toBe(false);
    expect(overlap('10.0.0.0/8', Lazy.stringValue({ produce: () => '10.0.0.0/8' }))).toBe(false);
  });

  test('10,000 pairs: found exactly when an address is in both', () => {
    const cidrs = fc
      .record({ prefix: fc.integer({ min: 8, max: 28 }), place: fc.nat({ max: 2 ** 20 }) })
      .map((made) => {
        const size = 2 ** (32 - made.prefix);
        return {
          first: ((made.place * 4096) % 2 ** 32) - (((made.place * 4096) % 2 ** 32) % size),
          size,
          prefix: made.prefix,
        };
      });
    fc.assert(
      fc.property(cidrs, cidrs, (one, other) => {
        const common = one.first < other.first + other.size && other.first < one.first + one.size;
        return overlap(formatCidr(one), formatCidr(other)) === common;
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('parseIpv6Cidr', () => {
  test('10,000 addresses: reads the long form, and the short one as the same', () => {
    const groups = fc.array(fc.constantFrom(0, 0, 0, 1, 0x2600, 0xffff), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (parts) => {
        const long = parts.map((part) => part.toString(16)).join(':');
        const short = long.replace(/(^|:)0(:0)+(:|$)/, '::');
        const first = parts.reduce((sum, part) => sum * 65536n + BigInt(part), 0n);
        return [long, short].every((text) => parseIpv6Cidr(`${text}/128`)?.first === first);
      }),
      { numRuns: 10_000 },
    );
  });

  test.each([
    '2001:db8::1/32',
    '2001::db8::/56',
    '1:2:3:4:5:6:7::8/128',
    '2001:db8/56',
    '2001:db8::/129',
    'g::/56',
    ':1::/56',
    '::',
  ])('refuses %s', (text) => {
    expect(parseIpv6Cidr(text)).toBeUndefined();
    expect(() => checkRange(stack, 'network.cidrBlocks', text)).toThrow(
      `network.cidrBlocks is '${text}', which is not a range in CIDR form. Write a network address and prefix`,
    );
  });
});
