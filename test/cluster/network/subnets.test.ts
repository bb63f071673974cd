import { Lazy } from 'cdktf';
import { zoneSubnets } from '../../../src/cluster/network/subnets';

describe('zoneSubnets', () => {
  test('gives pods the large parts and load balancers the small ones', () => {
    expect([0, 1, 2].map((zone) => zoneSubnets('10.42.0.0/16', zone))).toEqual([
      { privateCidr: '10.42.0.0/19', publicCidr: '10.42.224.0/22' },
      { privateCidr: '10.42.32.0/19', publicCidr: '10.42.228.0/22' },
      { privateCidr: '10.42.64.0/19', publicCidr: '10.42.232.0/22' },
    ]);
  });

  test('overlaps nowhere, in the largest and in the smallest network', () => {
    for (const [cidr, count] of [
      ['10.42.0.0/16', 65536],
      ['192.168.248.0/21', 2048],
    ] as const) {
      const ranges = [0, 1, 2, 3, 4, 5]
        .flatMap((zone) => Object.values(zoneSubnets(cidr, zone)))
        .map((text) => {
          const [address, prefix] = text.split('/');
          const first = address.split('.').reduce((sum: number, byte: string) => sum * 256 + Number(byte), 0);
          return { first, end: first + 2 ** (32 - Number(prefix)) };
        })
        .sort((a, b) => a.first - b.first);
      ranges.slice(1).forEach((range, index) => expect(range.first).toBeGreaterThanOrEqual(ranges[index].end));
      expect(ranges[ranges.length - 1].end - ranges[0].first).toBeLessThanOrEqual(count);
    }
  });

  test('leaves a range that is not known yet to Terraform', () => {
    const { privateCidr, publicCidr } = zoneSubnets(Lazy.stringValue({ produce: () => '10.42.0.0/16' }), 1);
    expect(privateCidr).toMatch(/TfToken/);
    expect(publicCidr).not.toEqual(privateCidr);
  });
});
