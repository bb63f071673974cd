import { isIPv4 } from 'net';
import { Fn, Token } from 'cdktf';
import { DnsValue } from './dns-value';
import { Color } from '../color';
import { invalid } from '../invalid';
import { ISwitchTarget } from '../switch-target';

/** Where a name leads, as a target of a switch by `Route53Weights`. */
export class DnsTarget implements ISwitchTarget {
  /**
   * A load balancer of AWS, of any region or account, by an alias record: `frontDoor.loadBalancer.dnsName` and its `zoneId`.
   *
   * @param color the name by which an operator switches to it
   * @param dnsName the load balancer's name
   * @param zoneId the hosted zone of its name, which is AWS's own and belongs to the region
   */
  public static alias(color: Color, dnsName: string, zoneId: string): DnsTarget {
    return new DnsTarget(color, lower(dnsName), { type: 'A', alias: { name: dnsName, zoneId } });
  }

  /**
   * Another name (CNAME). Not for a name that is a zone's own, such as docnow.io: DNS knows no CNAME there.
   *
   * @param color the name by which an operator switches to it
   * @param dnsName the other name
   */
  public static cname(color: Color, dnsName: string): DnsTarget {
    return new DnsTarget(color, lower(dnsName), { type: 'CNAME', values: [dnsName] });
  }

  /**
   * Servers, by their addresses.
   *
   * @param color the name by which an operator switches to it
   * @param addresses IPv4 addresses that clients can reach
   * @throws when one is none
   */
  public static addresses(color: Color, addresses: string[]): DnsTarget {
    const wrong = addresses.find((one) => !Token.isUnresolved(one) && !isIPv4(one));
    if (wrong !== undefined || addresses.length === 0) {
      throw invalid('DnsTarget.addresses', {
        property: 'addresses',
        value: wrong ?? addresses,
        because: wrong === undefined ? 'where nobody answers' : 'which is not an IPv4 address',
        wayOut: 'Use one such as 203.0.113.7; DnsTarget.cname takes a name.',
      });
    }
    return new DnsTarget(color, [...addresses].sort().join(','), { type: 'A', values: addresses });
  }

  private constructor(
    public readonly color: Color,
    public readonly targetId: string,
    /** @internal */
    public readonly _value: DnsValue,
  ) {}
}

/** Route 53 writes names in lower case. */
function lower(name: string): string {
  return Token.isUnresolved(name) ? Fn.lower(name) : name.toLowerCase();
}
