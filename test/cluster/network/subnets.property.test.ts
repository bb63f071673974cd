import * as fc from 'fast-check';
import { contains, formatCidr, parseCidr, PRIVATE_RANGES } from '../../../src/cluster/network/cidr';
import { LARGEST_PREFIX, MAX_ZONES, SMALLEST_PREFIX, zoneSubnets } from '../../../src/cluster/network/subnets';

/** Any VPC that may be: private, /16 to /21. */
const vpcs = fc
  .record({
    range: fc.constantFrom(...PRIVATE_RANGES),
    prefix: fc.integer({ min: LARGEST_PREFIX, max: SMALLEST_PREFIX }),
    place: fc.nat(),
  })
  .map(({ range, prefix, place }) => {
    const inside = parseCidr(range)!;
    const places = 2 ** (prefix - inside.prefix);
    return { first: inside.first + (place % places) * 2 ** (32 - prefix), prefix };
  });

const networks = fc.record({ vpc: vpcs, zones: fc.integer({ min: 2, max: MAX_ZONES }) });

function subnets(cidr: string, zones: number): string[] {
  return [...Array(zones).keys()].flatMap((zone) => Object.values<string>({ ...zoneSubnets(cidr, zone) }));
}

test('10,000 networks: every subnet inside, none over another, none moved by one more zone', () => {
  fc.assert(
    fc.property(networks, ({ vpc, zones }) => {
      const cidr = formatCidr(vpc);
      const texts = subnets(cidr, zones);
      const ranges = texts.map((text) => parseCidr(text)!);
      const inside = ranges.every((range) => contains(vpc, range));
      const apart = ranges.every((one, index) =>
        ranges.slice(index + 1).every((other) => !contains(one, other) && !contains(other, one)),
      );
      const unmoved =
        subnets(cidr, zones + 1)
          .slice(0, texts.length)
          .join() === texts.join();
      return inside && apart && unmoved;
    }),
    { numRuns: 10_000 },
  );
});
