import { DataAwsRoute53Records } from '@cdktf/provider-aws/lib/data-aws-route53-records';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Fn, Op, TerraformCount, TerraformOutput, TerraformStack, Token, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { DnsTarget } from './dns-target';
import { checkRoute53Weights } from './route53-weights-checks';
import { Route53WeightsProps } from './route53-weights-props';
import { TrafficCapabilities } from '../traffic-capabilities';
import { ITrafficStrategy, TrafficDivision, TrafficReading } from '../traffic-strategy';

/** Records of one name and type with a weight (Route 53 Developer Guide, "Quotas"). */
const RECORDS_OF_A_NAME = 100;

/**
 * Divides traffic between load balancers, of two regions or accounts as well, by the weights of records in Route 53.
 *
 * - Each target is a record of its own, so a switch changes two in place, not one. Between the two, for less than a second, both
 *   colours get requests, or both have weight 0, of which Route 53 makes equal parts: each has to be able to serve.
 * - A change counts for a client once Route 53 has it everywhere (60 s at most, Developer Guide, "Features of Amazon Route 53") and
 *   the client's resolver has forgotten the last answer (the TTL), and clients that hold a connection stay until it ends.
 *   The old colour has to serve that long; the output `dns_seconds` says it.
 * - Clients do not stay with a colour during a canary: each answer of DNS is drawn anew.
 * - Whether a target is well, Route 53 is not asked: only a switch moves traffic.
 */
export class Route53Weights implements ITrafficStrategy {
  /** What it can do. */
  public readonly capabilities: TrafficCapabilities = {
    name: 'Route53Weights',
    weights: true,
    stickiness: false,
    instant: false,
    inFlightKept: true,
    maximumTargets: RECORDS_OF_A_NAME,
  };

  private readonly ttl: number;

  /** Names the records; they are made by a `BlueGreenSwitch`. */
  constructor(private readonly props: Route53WeightsProps) {
    this.ttl = props.ttl ?? 60;
  }

  public read(scope: Construct, id: string, { when, atApply, division }: TrafficReading): string {
    const { hostedZoneId, hostName } = this.props;
    // Terraform puts a question off until all that it asks is known: the time is at the apply, an id when records are made.
    const unless = (never: any) => Token.asString(conditional(never, '', hostedZoneId));
    const data = new DataAwsRoute53Records(scope, id, {
      zoneId: division
        ? unless(Op.lt(Fn.lengthOf(division), 1))
        : atApply
          ? unless(Op.eq(Fn.timestamp(), 'never'))
          : hostedZoneId,
      // Of a name that is not known yet, all are read.
      nameRegex: Token.isUnresolved(hostName) ? undefined : `^${hostName.toLowerCase().replace(/[.]/g, '\\.')}\\.$`,
      count: TerraformCount.of(Token.asNumber(conditional(when, 1, 0))),
    });
    const found = `flatten([for data in ${data.fqn} : [for record in data.resource_record_sets : record]])`;
    const alias = 'trimprefix(trimsuffix(lower(record.alias_target.dns_name), "."), "dualstack.")';
    const values = 'join(",", sort([for one in record.resource_records : trimsuffix(one.value, ".")]))';
    const leadsTo = `try(${alias}, lower(${values}))`;
    const own = `record.weight != null && lower(trimsuffix(record.name, ".")) == lower("${hostName}")`;
    // Another type of record, such as AAAA, may lead to the same load balancer.
    const weights = `{for record in ${found} : ${leadsTo} => record.weight... if ${own}}`;
    return `\${{for id, weights in ${weights} : id => max(weights...)}}`;
  }

  public divide(scope: Construct, id: string, { targets, preconditions }: TrafficDivision): string {
    const { hostedZoneId, hostName } = this.props;
    checkRoute53Weights(scope, { ...this.props, ttl: this.ttl }, targets, RECORDS_OF_A_NAME);
    const records = targets.map(({ target, weight }) => {
      const { type, alias, values } = (target as DnsTarget)._value;
      return new Route53Record(scope, `${id}-${target.color.name}`, {
        zoneId: hostedZoneId,
        name: hostName,
        type,
        setIdentifier: target.color.name,
        weightedRoutingPolicy: { weight },
        ...(alias ? { alias: { ...alias, evaluateTargetHealth: false } } : { records: values, ttl: this.ttl }),
        lifecycle: { precondition: preconditions },
      });
    });
    new TerraformOutput(TerraformStack.of(scope), 'dns_seconds', {
      staticId: true,
      description:
        'Seconds after a switch for which resolvers may still lead new connections to where requests went before',
      value: this.ttl + 60,
    });
    return `\${join(",", [${records.map((record) => `${record.fqn}.id`).join(', ')}])}`;
  }
}
