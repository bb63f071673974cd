import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { DnsTarget } from './dns-target';
import { Route53WeightsProps } from './route53-weights-props';
import { invalid } from '../invalid';
import { WeightedTarget } from '../traffic-strategy';
import { checkWhole } from '../whole-number';

/** Internal: refuses what Route 53 would refuse, or would never answer. @throws with the way out */
export function checkRoute53Weights(
  scope: IConstruct,
  { hostName, hostedZoneId, ttl = 60 }: Route53WeightsProps,
  weighted: WeightedTarget[],
  most: number,
): void {
  const targets = weighted.map(({ target }) => target);
  const refuse = (because: string, wayOut: string) =>
    invalid(scope, { property: 'targets', value: targets.map(({ color }) => color.name), because, wayOut });
  const stranger = targets.find((target) => !(target instanceof DnsTarget));
  if (stranger) {
    throw refuse(
      `of which ${stranger.color.name} is known as '${stranger.targetId}', which is no name or address`,
      'Give each as a DnsTarget, such as DnsTarget.alias(color, loadBalancer.dnsName, loadBalancer.zoneId).',
    );
  }
  const types = [...new Set(targets.map((target) => (target as DnsTarget)._value.type))];
  if (types.length > 1) {
    throw refuse(
      `which are records of types ${types.join(' and ')}; weights divide between records of one type alone`,
      'Give all as names (DnsTarget.cname), or none.',
    );
  }
  if (targets.length > most) {
    throw refuse(
      `which are ${targets.length}; Route 53 takes ${most} weighted records of a name`,
      'Leave out colours that are gone.',
    );
  }
  if (!Token.isUnresolved(hostName) && !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i.test(hostName)) {
    const wayOut = 'Use what people type, without https:// and path, such as demo.docnow.io.';
    throw invalid(scope, {
      property: 'strategy.hostName',
      value: hostName,
      because: 'which is not a host name',
      wayOut,
    });
  }
  if (!Token.isUnresolved(hostedZoneId) && !/^Z[A-Z0-9]{1,31}$/.test(hostedZoneId)) {
    throw invalid(scope, {
      property: 'strategy.hostedZoneId',
      value: hostedZoneId,
      because: 'which is not the shape of such an id',
      wayOut: 'Write it as Z0123456789ABCDEFGHIJ, or take it from a DataAwsRoute53Zone.',
    });
  }
  checkWhole(scope, 'strategy.ttl', ttl, [0, 604_800], 'which is no time to live in seconds');
}
